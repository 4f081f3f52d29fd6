using Spinner.Actors;
using Spinner.Processes.Tests.Engine;

namespace Spinner.Processes.Tests.Linux;

/// <summary>Ends that somebody else takes, holds back or makes look like another's.</summary>
public sealed class LeaderEndSpec : IDisposable
{
    private const int TimeLimit = 90_000;
    private const int Esrch = 3;
    private const int Echild = 10;

    private readonly Refusing _system = new();
    private readonly LinuxEngine _engine;

    public LeaderEndSpec() => _engine = new LinuxEngine(_system);

    public void Dispose() => _engine.Dispose();

    [Fact(Timeout = TimeLimit)]
    public async Task One_that_a_tracer_holds_back_is_looked_for_now_and_then()
    {
        _system.NothingEnds = true;
        var running = Launch(Fleet.Plan("true"));
        // Pauses of 5 to 20 ms are never shorter, on whatever machine.
        var since = System.Diagnostics.Stopwatch.GetTimestamp();
        var before = _system.Looks;
        await Eventually.HoldsAsync(() => _system.Looks >= before + 20, "it is looked for again");
        Assert.InRange(System.Diagnostics.Stopwatch.GetElapsedTime(since), TimeSpan.FromMilliseconds(90), TimeSpan.MaxValue);
        _system.NothingEnds = false;
        Assert.Equal(ExitStatus.Exited(0), (await running.EndAsync()).Status);
    }

    [Fact(Timeout = TimeLimit)]
    public async Task One_that_was_reaped_before_it_could_be_watched_has_ended()
    {
        _system.OnPidfdOpen = () => Esrch;
        var running = Launch(Fleet.Plan("true"));
        Assert.Equal(ExitStatus.Unknown, (await running.EndAsync()).Status);
        _ = _system.WaitPid(running.Launch.Pid, 4);
    }

    [Fact(Timeout = TimeLimit)]
    public async Task A_group_whose_number_is_anothers_by_now_gets_no_signal_and_is_gone()
    {
        using var other = System.Diagnostics.Process.Start("setsid", ["sleep", "4711"]);
        await Eventually.HoldsAsync(() => ProcFacts.GroupOf(other.Id) == other.Id, "it leads a group");
        var signals = new System.Collections.Concurrent.ConcurrentQueue<int>();
        _system.OnKill = (_, signal) =>
        {
            signals.Enqueue(signal);
            return 0;
        };
        var group = new SessionGroup(other.Id, _system) { LeaderIsDead = true };
        group.Signal(15);
        group.Signal(9);
        Assert.Empty(signals);
        _system.OnKill = null;
        Assert.True(group.IsGone());
        other.Kill();
    }

    [Fact(Timeout = TimeLimit)]
    public async Task Where_the_end_is_lost_the_number_may_be_anothers_and_gets_no_signal()
    {
        using var other = System.Diagnostics.Process.Start("setsid", ["sleep", "4711"]);
        await Eventually.HoldsAsync(() => ProcFacts.GroupOf(other.Id) == other.Id, "it leads a group");
        var signals = new System.Collections.Concurrent.ConcurrentQueue<(int, int)>();
        _system.OnKill = (pid, signal) =>
        {
            if (signal != 0) signals.Enqueue((pid, signal));
            return 0;
        };
        // Lost before it was watched: its number is the other's.
        var output = LaunchOutput.Open(Fleet.Plan("true"), new LaunchLog(null), TimeProvider.System);
        _ = _system.Pipe(out var stdout, out var end1);
        _ = _system.Pipe(out var stderr, out var end2);
        _ = (_system.Close(end1), _system.Close(end2));
        var observer = new RecordingObserver();
        using var launch = new LinuxLaunch(_engine, Fleet.Plan("true"), observer, new LaunchLog(null), new ChildProcess(other.Id, -1, stdout, stderr), output, null, null, TimeProvider.System);
        launch.Begin();
        Assert.Equal(ExitStatus.Unknown, (await observer.WhenExited).Status);
        Assert.Empty(signals);
        other.Kill();
    }

    [Fact]
    public void Pipes_never_have_the_numbers_of_the_childs_own()
    {
        _system.ChildsEnd = 1;
        using var pipes = new ChildPipes(_system, Fleet.Plan("true"));
        Assert.InRange(pipes.StdoutOfChild, 3, int.MaxValue);
        Assert.InRange(pipes.StderrOfChild, 3, int.MaxValue);
        Assert.NotEqual(pipes.StdoutOfChild, pipes.StderrOfChild);
    }

    private Running Launch(LaunchPlan plan) => Fleet.Launch(new LinuxLauncher(() => _engine), plan);
}
