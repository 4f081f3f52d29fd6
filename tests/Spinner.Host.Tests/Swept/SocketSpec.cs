
namespace Spinner.Host.Tests.Swept;

/// <summary>The control socket, its lock and what they lie in are swept while children run.</summary>
public class SocketSpec
{
    private const int Continue = 18;
    private const int Stop = 19;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [Fact(Timeout = RealProgram.Limit)]
    public async Task A_socket_that_is_removed_is_bound_anew()
    {
        await using var daemon = await DaemonRun.UpAsync(DaemonRun.Child("web", "autostart = on", "bind"));
        var pid = await daemon.PidAsync("web");

        File.Delete(daemon.Socket);

        await AnswersAsync(daemon);
        Assert.Equal(pid, await daemon.PidAsync("web"));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(daemon.Socket));
        Assert.Equal(0, await daemon.EndAsync());
        Assert.False(File.Exists(daemon.Socket));
    }

    [Fact(Timeout = RealProgram.Limit)]
    public async Task A_run_directory_that_is_removed_and_made_anew_has_the_socket_again_and_no_second_daemon()
    {
        await using var daemon = new DaemonRun { Socket = "run/spinner/control.sock" };
        daemon.Write(DaemonRun.Child("web", "autostart = on", "bind"));
        await daemon.StartAsync();
        var (first, pid) = (daemon.Process, await daemon.PidAsync("web"));

        // As a logout and a login do it, and the state directory besides: nothing of ours is left on any disk, and the first cannot make it again yet.
        ProcFacts.Signal(first.Pid, Stop);
        Directory.Delete(daemon.PathOf("run"), recursive: true);
        Directory.Delete(daemon.PathOf("state"), recursive: true);
        Directory.CreateDirectory(daemon.PathOf("run"));
        var second = daemon.Launch();

        Assert.Equal(1, await second.EndAsync());
        Assert.Contains($"pid {first.Pid}", second.Error, StringComparison.Ordinal);
        ProcFacts.Signal(first.Pid, Continue);
        await AnswersAsync(daemon);
        Assert.Equal(pid, await daemon.PidAsync("web"));
        await Eventually.HoldsAsync(() => daemon.HasLock, "the lock is there again", Limit);
        ProcFacts.Signal(first.Pid, 15);
        Assert.Equal(0, await first.EndAsync());
    }

    [Fact(Timeout = RealProgram.Limit)]
    public async Task What_is_put_in_the_place_of_the_socket_is_left_alone_and_the_socket_comes_back_when_it_is_gone()
    {
        await using var daemon = await DaemonRun.UpAsync();
        File.Delete(daemon.Socket);
        await File.WriteAllTextAsync(daemon.Socket, "somebody's");

        await Eventually.HoldsAsync(() => daemon.Process.Out.Contains("is not a socket", StringComparison.Ordinal), "it is told", Limit);
        Assert.Equal("somebody's", await File.ReadAllTextAsync(daemon.Socket));
        File.Delete(daemon.Socket);

        await AnswersAsync(daemon);
    }

    [Fact(Timeout = RealProgram.Limit)]
    public async Task The_socket_of_another_program_in_its_place_is_not_deleted_even_at_the_end()
    {
        await using var daemon = await DaemonRun.UpAsync();
        File.Delete(daemon.Socket);
        using var other = new System.Net.Sockets.Socket(System.Net.Sockets.AddressFamily.Unix, System.Net.Sockets.SocketType.Stream, 0);
        // Whoever of the two is quicker: when the daemon was, this is what an `rm` and a second program are.
        await Eventually.HoldsAsync(() => TryBind(other, daemon.Socket), "another program has the path", Limit);

        await Eventually.HoldsAsync(() => daemon.Process.Out.Contains("Another program listens", StringComparison.Ordinal), "it is told", Limit);
        Assert.Equal(0, await daemon.EndAsync());

        Assert.True(File.Exists(daemon.Socket));
    }

    private static bool TryBind(System.Net.Sockets.Socket other, string path)
    {
        try
        {
            File.Delete(path);
            other.Bind(new System.Net.Sockets.UnixDomainSocketEndPoint(path));
            other.Listen();
            return true;
        }
        catch (System.Net.Sockets.SocketException)
        {
            return false;
        }
    }

    private static async Task AnswersAsync(DaemonRun daemon)
    {
        var deadline = TimeProvider.System.GetTimestamp();
        while ((await daemon.RunAsync("list")).Code is var code && code != 0)
        {
            Assert.Equal(3, code);
            Assert.True(TimeProvider.System.GetElapsedTime(deadline) < Limit, "commands find the daemon again");
        }
    }
}
