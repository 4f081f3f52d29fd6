namespace Spinner.Processes.Tests.Files;

public sealed class PrivateDirectorySpec : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Everything_that_is_made_on_the_way_is_ours_alone()
    {
        PrivateDirectory.Ensure(_directory.PathOf("a", "b", "c"), Privacy.Readable);
        for (var made = _directory.PathOf("a", "b", "c"); made != _directory.Path; made = Path.GetDirectoryName(made)!)
            Assert.Equal(OwnerOnly, File.GetUnixFileMode(made));
    }

    [Theory]
    [InlineData(UnixFileMode.GroupRead, Privacy.Closed, true)]
    [InlineData(UnixFileMode.OtherExecute, Privacy.Closed, true)]
    [InlineData(UnixFileMode.GroupRead, Privacy.Readable, false)]
    [InlineData(UnixFileMode.OtherExecute, Privacy.Readable, false)]
    [InlineData(UnixFileMode.GroupWrite, Privacy.Readable, true)]
    [InlineData(UnixFileMode.OtherWrite, Privacy.Readable, true)]
    public void One_that_others_may_use_is_refused(UnixFileMode others, object privacy, bool isRefused)
    {
        Directory.CreateDirectory(_directory.PathOf("a"));
        File.SetUnixFileMode(_directory.PathOf("a"), OwnerOnly | others);
        var refused = Record.Exception(() => PrivateDirectory.Ensure(_directory.PathOf("a"), (Privacy)privacy));
        Assert.Equal(isRefused, refused is UnsafeDirectoryException);
    }

    [Theory]
    [InlineData(Privacy.Closed)]
    [InlineData(Privacy.Readable)]
    [InlineData(Privacy.Shared)]
    public void One_of_another_user_who_is_not_root_is_refused(object privacy)
    {
        // Only root can give one away.
        if (CurrentUser.Id != 0) return;
        Directory.CreateDirectory(_directory.PathOf("a"), OwnerOnly);
        Commands.Run("chown", "65534", _directory.PathOf("a"));
        var refused = Assert.Throws<UnsafeDirectoryException>(() => PrivateDirectory.Ensure(_directory.PathOf("a"), (Privacy)privacy));
        Assert.Contains("another user (uid 65534", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_link_is_refused_even_with_a_slash_behind_it()
    {
        Directory.CreateDirectory(_directory.PathOf("a"), OwnerOnly);
        Directory.CreateSymbolicLink(_directory.PathOf("link"), "a");
        Assert.Throws<UnsafeDirectoryException>(() => PrivateDirectory.Ensure(_directory.PathOf("link") + "/", Privacy.Readable));
    }

    [Theory]
    [InlineData(FileMode.Open)]
    [InlineData(FileMode.OpenOrCreate)]
    [InlineData(FileMode.Append)]
    public void What_is_no_file_of_ours_is_not_opened(FileMode mode)
    {
        var file = _directory.Make("file", "precious");
        File.CreateSymbolicLink(_directory.PathOf("link"), file);
        Commands.Run("mkfifo", _directory.PathOf("pipe"));
        Directory.CreateDirectory(_directory.PathOf("directory"));
        Assert.Throws<IOException>(() => PrivateFile.Open(_directory.PathOf("link"), mode));
        Assert.Throws<IOException>(() => PrivateFile.Open(_directory.PathOf("pipe"), mode));
        Assert.Throws<IOException>(() => PrivateFile.Open(_directory.PathOf("directory"), mode));
        if (CurrentUser.Id == 0)
        {
            Commands.Run("chown", "65534", file);
            Assert.Contains("another user", Assert.Throws<IOException>(() => PrivateFile.Open(file, mode)).Message, StringComparison.Ordinal);
        }

        Assert.Equal("precious", File.ReadAllText(file));
    }

    [Fact]
    public void A_new_file_is_ours_alone()
    {
        PrivateFile.Open(_directory.PathOf("new"), FileMode.OpenOrCreate).Dispose();
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_directory.PathOf("new")));
    }
}
