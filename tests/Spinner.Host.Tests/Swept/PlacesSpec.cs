
namespace Spinner.Host.Tests.Swept;

/// <summary>Directories of ours: made for us alone, judged before they are used, and made again.</summary>
public class PlacesSpec
{
    private const UnixFileMode Others = (UnixFileMode)0b111_111;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [Fact(Timeout = RealProgram.Limit)]
    public async Task Whatever_the_umask_is_nobody_else_reads_what_is_kept()
    {
        await using var daemon = new DaemonRun { Under = ["sh", "-c", "umask 000 && exec \"$@\"", "sh"] };
        await File.WriteAllTextAsync(daemon.File, $"spinner.children {{ {DaemonRun.Child("web", "autostart = on", "print", "hello", "bind")} }}");
        daemon.Environment["XDG_STATE_HOME"] = daemon.PathOf("home", "state");
        await daemon.StartAsync();
        await daemon.PidAsync("web");
        var home = new DirectoryInfo(daemon.PathOf("home"));
        await Eventually.HoldsAsync(() => home.EnumerateFiles("web.log", SearchOption.AllDirectories).Any(), "it is logged", Limit);

        var made = home.EnumerateFileSystemInfos("*", SearchOption.AllDirectories).Append(home).ToList();

        Assert.Contains(made, entry => entry.Name.EndsWith(".lock", StringComparison.Ordinal));
        Assert.All(made, entry => Assert.Equal((UnixFileMode)0, entry.UnixFileMode & Others));
    }

    [UnderFact(Under.Nobody, Timeout = RealProgram.Limit)]
    public async Task A_log_directory_that_somebody_else_has_made_is_refused_and_no_link_in_it_is_followed()
    {
        await using var daemon = new DaemonRun();
        Directory.CreateDirectory(daemon.PathOf("logs"));
        await File.WriteAllTextAsync(daemon.PathOf("precious"), "precious\n");
        File.CreateSymbolicLink(daemon.PathOf("logs", "web.log"), daemon.PathOf("precious"));
        daemon.Write(DaemonRun.Child("web", "autostart = on", "print", "hello", "bind"));
        using var given = SpinnerProcess.Start(daemon.Environment, "chown", ["12345", daemon.PathOf("logs")]);
        Assert.Equal(0, await given.EndAsync());

        Assert.Equal(1, await daemon.Launch().EndAsync());

        Assert.Contains("another user (uid 12345", daemon.Process.Error, StringComparison.Ordinal);
        Assert.Equal("precious\n", await File.ReadAllTextAsync(daemon.PathOf("precious")));
    }

    [Fact(Timeout = RealProgram.Limit)]
    public async Task A_run_directory_of_children_that_is_removed_or_replaced_is_there_for_the_next_launch()
    {
        await using var daemon = new DaemonRun();
        var run = daemon.PathOf("children");
        daemon.WriteText($"spinner {{ run-dir = \"{run}\"\n children {{ {DaemonRun.Child("web", "autostart = on, endpoint = unix", "bind")} }} }}");
        await daemon.StartAsync();
        await daemon.PidAsync("web");

        Directory.Delete(run, recursive: true);
        await daemon.DoAsync("restart", "web");

        Directory.Move(run, run + ".old");
        Directory.CreateDirectory(run + ".new");
        Directory.Move(run + ".new", run);
        File.SetUnixFileMode(run, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        await daemon.DoAsync("restart", "web");
        Assert.Single(Directory.GetFiles(run));
    }

    [Fact(Timeout = RealProgram.Limit)]
    public async Task A_state_directory_that_is_removed_is_made_again()
    {
        await using var daemon = await DaemonRun.UpAsync(DaemonRun.Child("web", "autostart = on", "bind"));
        await daemon.PidAsync("web");

        Directory.Delete(daemon.PathOf("state"), recursive: true);
        await daemon.DoAsync("restart", "web");

        await Eventually.HoldsAsync(
            () => Directory.Exists(daemon.PathOf("state")) && Directory.GetFiles(daemon.PathOf("state"), "*.state").Length == 1 && daemon.HasLock,
            "it remembers its children again", Limit);
    }
}
