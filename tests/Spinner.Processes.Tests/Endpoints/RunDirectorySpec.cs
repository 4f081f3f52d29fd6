using System.Diagnostics;
using System.Net.Sockets;
using System.Runtime.Versioning;

namespace Spinner.Processes.Tests;

[UnsupportedOSPlatform("windows")]
public sealed class RunDirectorySpec : IDisposable
{
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void It_is_made_for_us_alone()
    {
        var path = new RunDirectory(_directory.PathOf("run")).NewSocketPath();
        Assert.Matches("^[a-z0-9]{8}[.]sock$", Path.GetFileName(path));
        Assert.Equal(_directory.PathOf("run"), Path.GetDirectoryName(path));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(_directory.PathOf("run")));
    }

    [Fact]
    public void It_is_made_again_when_somebody_cleans_it_away()
    {
        var run = new RunDirectory(_directory.PathOf("run"));
        run.NewSocketPath();
        Directory.Delete(run.Path);
        Assert.True(Directory.Exists(Path.GetDirectoryName(run.NewSocketPath())));
    }

    [Theory]
    [InlineData(UnixFileMode.GroupRead)]
    [InlineData(UnixFileMode.GroupWrite)]
    [InlineData(UnixFileMode.OtherWrite)]
    [InlineData(UnixFileMode.OtherExecute)]
    public void One_that_is_open_to_others_is_refused(UnixFileMode open)
    {
        Directory.CreateDirectory(_directory.PathOf("run"));
        File.SetUnixFileMode(_directory.PathOf("run"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | open);
        Refused("open to other users (mode 7");
    }

    [Fact]
    public void A_link_is_refused_wherever_it_leads()
    {
        Directory.CreateDirectory(_directory.PathOf("real"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Directory.CreateSymbolicLink(_directory.PathOf("run"), "real");
        Refused("symbolic link");
    }

    [Fact]
    public void One_of_another_user_is_refused()
    {
        // Only root can give a directory away; for anybody else root's own directory is the other user's.
        if (CurrentUser.Id == 0)
        {
            Directory.CreateDirectory(_directory.PathOf("run"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            using var chown = Process.Start("chown", ["65534", _directory.PathOf("run")]);
            Assert.True(chown.WaitForExit(TimeSpan.FromSeconds(10)));
            Refused("belongs to another user (uid 65534, we are 0)");
        }
        else
        {
            Assert.Contains("belongs to another user", Assert.Throws<NoEndpointException>(() => new RunDirectory("/").NewSocketPath()).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_file_is_refused()
    {
        File.WriteAllText(_directory.PathOf("run"), "");
        Refused("cannot be created");
    }

    [Fact]
    public void A_path_too_long_for_a_socket_is_refused_with_its_length()
    {
        var run = new RunDirectory(_directory.PathOf(new string('ä', 60)));
        var refused = Assert.Throws<NoEndpointException>(run.NewSocketPath);
        Assert.Contains($"has {System.Text.Encoding.UTF8.GetByteCount(run.Path) + 14} bytes, more than the 107", refused.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(run.Path));
    }

    [Fact]
    public void Exactly_107_bytes_are_allowed_and_can_be_bound()
    {
        var run = new RunDirectory(_directory.PathOf(new string('x', 107 - 14 - 1 - _directory.Path.Length)));
        using var source = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        source.Bind(new UnixDomainSocketEndPoint(run.NewSocketPath()));
    }

    [Fact]
    public void The_default_is_the_users_own()
    {
        Assert.Equal(_directory.PathOf("spinner"), RunDirectory.DefaultPath(_directory.Path));
        // Where nobody can make it before root does.
        var fallback = CurrentUser.Id == 0 ? "/run/spinner-children" : Path.Combine(Path.GetTempPath(), "spinner-" + CurrentUser.Id);
        Assert.Equal(fallback, RunDirectory.DefaultPath(null));
        Assert.Equal(fallback, RunDirectory.DefaultPath(""));
        Assert.Equal(fallback, RunDirectory.DefaultPath(_directory.PathOf("absent")));
    }

    private void Refused(string because)
    {
        var refused = Assert.Throws<NoEndpointException>(new RunDirectory(_directory.PathOf("run")).NewSocketPath);
        Assert.Contains(because, refused.Message, StringComparison.Ordinal);
    }
}
