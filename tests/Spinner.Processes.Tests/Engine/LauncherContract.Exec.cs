using System.Globalization;
using Spinner.Actors;

namespace Spinner.Processes.Tests.Engine;

public abstract partial class LauncherContract
{
    [Fact(Timeout = TimeLimit)]
    public async Task Ready_when_a_command_in_its_environment_and_directory_ends_with_0()
    {
        using var directory = new TempDirectory();
        var plan = Asking("test \"$ANSWER\" = 42 && test -e here || exit 3", directory).With("ANSWER", "42");
        var running = Launch(plan);
        await Eventually.HoldsAsync(() => running.Launch.StatusText == "/bin/sh ended with exit code 3", "why it is not ready is told");
        Assert.False(running.Observer.IsReady);
        await File.WriteAllTextAsync(directory.PathOf("here"), "");
        Assert.Equal(new LaunchReady(ChildEndpoint.None, Verified: true), await running.Observer.WhenReady);
        Assert.Null(running.Launch.StatusText);
    }

    [Fact(Timeout = TimeLimit)]
    public async Task A_command_that_is_not_there_yet_is_told_and_tried_again()
    {
        using var directory = new TempDirectory();
        var command = directory.PathOf("ask");
        var running = Launch(Asking("", directory) with { Ready = Readiness.Exec(command, [], Soon) });
        await Eventually.HoldsAsync(() => running.Launch.StatusText?.Contains(command, StringComparison.Ordinal) == true, "what is missing is told");
        await File.WriteAllTextAsync(command + ".new", "#!/bin/sh\nexit 0\n");
        File.SetUnixFileMode(command + ".new", (UnixFileMode)0b111_101_101);
        File.Move(command + ".new", command);
        await running.Observer.WhenReady;
    }

    [Theory(Timeout = TimeLimit)]
    [InlineData("sleep 100 & sleep 100")] // hangs, and has forked
    [InlineData("yes")] // prints for ever
    [InlineData("trap '' TERM; while :; do :; done")]
    public async Task A_run_that_takes_too_long_is_killed_with_its_group_and_none_runs_beside_it(string script)
    {
        using var directory = new TempDirectory();
        var running = Launch(Asking($"echo $$ >> pids; {script}", directory, limit: TimeSpan.FromMilliseconds(300)));
        await Eventually.HoldsAsync(() => PidsIn(directory).Count >= 2, "it is run again");
        Assert.Equal("/bin/sh did not end within 0.3 s", running.Launch.StatusText);
        Assert.Empty(ProcFacts.LivingInGroup(PidsIn(directory)[0]));
        running.Launch.Kill();
        await running.EndAsync();
        Assert.False(running.Observer.IsReady);
        await Eventually.HoldsAsync(() => PidsIn(directory).TrueForAll(pid => ProcFacts.LivingInGroup(pid).Count == 0), "every run is gone");
    }

    [Theory(Timeout = TimeLimit)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_runs_when_the_launch_ends_ends_with_it(bool isKilled)
    {
        using var directory = new TempDirectory();
        var running = Launch(Asking("sleep 100 & echo $$ >> pids; wait", directory));
        await Eventually.HoldsAsync(() => PidsIn(directory).Count == 1, "it runs");
        if (isKilled) running.Launch.Kill();
        else ProcFacts.Signal(running.Launch.Pid, 9);
        await running.EndAsync();
        await Eventually.HoldsAsync(() => ProcFacts.LivingInGroup(PidsIn(directory)[0]).Count == 0, "it is gone");
        Assert.Single(PidsIn(directory));
    }

    [Fact(Timeout = TimeLimit)]
    public async Task What_a_run_that_succeeded_left_behind_is_killed()
    {
        using var directory = new TempDirectory();
        await LaunchReadyAsync(Asking("echo $$ > pids; sleep 100 & exit 0", directory));
        Assert.Empty(ProcFacts.LivingInGroup(PidsIn(directory).Single()));
    }

    [Fact(Timeout = TimeLimit)]
    public async Task A_stranger_on_the_port_of_one_whose_command_says_it_is_ready_is_an_error()
    {
        using var directory = new TempDirectory();
        var stranger = await LaunchReadyAsync("bind");
        Assert.Equal(stranger.Launch.Pid, (await Launch(Asking("exit 0", directory) with { Endpoint = stranger.Endpoint }).EndAsync()).Stranger?.Pid);
    }

    private static TimeSpan Soon => TimeSpan.FromMilliseconds(20);

    private static List<int> PidsIn(TempDirectory directory) => File.Exists(directory.PathOf("pids"))
        ? [.. File.ReadAllText(directory.PathOf("pids")).Split('\n')[..^1].Select(line => int.Parse(line, CultureInfo.InvariantCulture))]
        : [];

    private static LaunchPlan Asking(string script, TempDirectory directory, TimeSpan? limit = null) => Dummy.Plan(ChildEndpoint.None) with
    {
        Command = "/bin/sleep",
        Args = ["100"],
        WorkingDirectory = directory.Path,
        Ready = (ExecReadiness)Readiness.Exec("/bin/sh", ["-c", script], Soon) is var exec && limit is { } most ? exec with { Limit = most } : exec,
    };
}
