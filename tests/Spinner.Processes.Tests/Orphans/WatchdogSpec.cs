using System.Collections.Concurrent;
using System.Globalization;
using Spinner.Processes.Tests.Engine;
using Spinner.Processes.Tests.Linux;

namespace Spinner.Processes.Tests.Orphans;

/// <summary>The watchdog kills what a supervisor that does nothing leaves running when its lease is over. This process is that supervisor.</summary>
public sealed class WatchdogSpec : IDisposable
{
    private const int TimeLimit = 180_000;
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan Late = TimeSpan.FromHours(1);

    private readonly TempDirectory _directory = new();
    private readonly ConcurrentQueue<string> _notices = new();

    public void Dispose() => _directory.Dispose();

    private static TimeSpan Now => BootClock.Shared.GetElapsedTime(0);

    private LeaseWatchdog Start(IReadOnlyList<string>? supervisor = null) => LeaseWatchdog.Start(_directory.PathOf("run"), _notices.Enqueue, supervisor);

    private static ILaunch Sleep(string? mark = null)
    {
        var plan = Fleet.Plan("sleep", "4711");
        if (mark is not null) plan = plan with { Environment = new Dictionary<string, string> { ["SPINNER_LEASE"] = mark } };
        return Fleet.Launch(new LinuxLauncher(), plan).Launch;
    }

    private static Task Gone(ILaunch launch) => Eventually.HoldsAsync(() => launch.IsGone, "it is gone");

    [Fact(Timeout = TimeLimit)]
    public async Task A_group_whose_lease_is_over_is_killed_and_another_is_not()
    {
        await using var watchdog = Start();
        using var over = Sleep();
        using var other = Sleep();
        watchdog.Watch(Now + Late, [new LeasedGroup(over.Pid, Now + Soon), new LeasedGroup(other.Pid, Now + Late)]);
        await Gone(over);
        Assert.False(other.IsGone);
    }

    [Fact(Timeout = TimeLimit)]
    public async Task A_lease_that_was_renewed_is_not_over()
    {
        await using var watchdog = Start();
        using var renewed = Sleep();
        using var over = Sleep();
        watchdog.Watch(Now + Soon, [new LeasedGroup(renewed.Pid, Now + Soon), new LeasedGroup(over.Pid, Now + Soon)]);
        watchdog.Watch(Now + Late, [new LeasedGroup(renewed.Pid, Now + Late), new LeasedGroup(over.Pid, Now + Soon)]);
        await Gone(over);
        Assert.False(renewed.IsGone);
    }

    [Fact(Timeout = TimeLimit)]
    public async Task What_has_the_mark_is_killed_though_nobody_told_its_group()
    {
        await using var watchdog = Start();
        using var marked = Sleep(watchdog.Mark);
        using var other = Sleep("another");
        watchdog.Watch(Now + Soon, []);
        await Gone(marked);
        Assert.False(other.IsGone);
    }

    [Fact(Timeout = TimeLimit)]
    public async Task A_supervisor_in_the_middle_of_a_launch_is_killed()
    {
        using var frozen = Sleep();
        var start = ProcStat.Read(frozen.Pid)!.Value.StartTime;
        await using var watchdog = Start([frozen.Pid.ToString(CultureInfo.InvariantCulture), start.ToString(CultureInfo.InvariantCulture)]);
        using var launching = watchdog.Launching();
        watchdog.Watch(Now + Soon, []);
        await Gone(frozen);
    }

    [Fact(Timeout = TimeLimit)]
    public async Task While_its_supervisor_is_stopped_what_was_leased_is_killed_and_the_watchdog_ends_with_its_supervisor()
    {
        using var supervisor = new SupervisorProcess(["linux", "kill"]);
        supervisor.Say("watchdog", _directory.PathOf("run"));
        var said = (await supervisor.HearAsync("watchdog")).Split(' ');
        var watchdog = int.Parse(said[1], CultureInfo.InvariantCulture);
        var leased = await supervisor.LaunchAsync("env", $"SPINNER_LEASE={said[0]}", "sleep", "4711");
        var other = await supervisor.LaunchAsync("sleep", "4711");
        supervisor.Say("lease", "2000");
        await supervisor.HearAsync("leased");

        ProcFacts.Signal(supervisor.Pid, 19);
        await Eventually.HoldsAsync(() => !ProcFacts.IsAlive(leased) || ProcFacts.StateOf(leased) == 'Z', "what was leased is dead");

        Assert.Equal('T', ProcFacts.StateOf(supervisor.Pid));
        Assert.True(ProcFacts.IsAlive(other));
        supervisor.Kill();
        await Eventually.HoldsAsync(() => !ProcFacts.IsAlive(watchdog), "the watchdog has ended");
        await supervisor.GoneAsync();
    }

    [Fact(Timeout = TimeLimit)]
    public async Task A_killed_watchdog_is_replaced_and_the_new_one_knows_everything()
    {
        await using var watchdog = Start();
        var first = watchdog.Pid;
        using var over = Sleep();
        ProcFacts.Signal(first, 9);
        await Eventually.HoldsAsync(() => watchdog.IsAwake && watchdog.Pid != first, "there is another");
        Assert.Contains($"pid {first}", Assert.Single(_notices), StringComparison.Ordinal);
        watchdog.Watch(Now + Soon, [new LeasedGroup(over.Pid, Now + Soon)]);
        await Gone(over);
    }

    [Fact(Timeout = TimeLimit)]
    public async Task It_ends_when_it_is_disposed_and_leaves_nothing()
    {
        var watchdog = Start();
        var pid = watchdog.Pid;
        await watchdog.DisposeAsync();
        Assert.False(ProcFacts.IsAlive(pid));
        Assert.Empty(Directory.GetFileSystemEntries(_directory.PathOf("run")));
        Assert.Empty(_notices);
    }

    [Fact]
    public void The_clock_goes_as_that_of_the_shell() =>
        Assert.InRange(Now.TotalSeconds - double.Parse(File.ReadAllText("/proc/uptime").Split(' ')[0], CultureInfo.InvariantCulture), -1, 60);
}
