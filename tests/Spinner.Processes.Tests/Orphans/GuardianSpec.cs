using System.Collections.Concurrent;
using Spinner.Processes.Tests.Engine;
using Spinner.Processes.Tests.Linux;

namespace Spinner.Processes.Tests.Orphans;

/// <summary>The guardian itself: replaced when it is killed, missed with one line when there can be none.</summary>
public sealed class GuardianSpec : IAsyncLifetime
{
    private const int TimeLimit = 180_000;

    private readonly SupervisorMark _mark = SupervisorMark.New();
    private readonly ConcurrentQueue<string> _notices = new();
    private readonly Refusing _system = new();
    private GroupRegister? _register;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        if (_register is null) return;
        var guardian = _register.Guardian;
        await _register.CloseAsync();
        if (guardian is not null) Assert.False(ProcFacts.IsAlive(guardian.Pid));
    }

    [Fact(Timeout = TimeLimit)]
    public async Task A_killed_guardian_is_replaced_and_the_new_one_knows_everybody()
    {
        using var supervisor = new SupervisorProcess(["linux", "kill"]);
        var child = await supervisor.LaunchAsync("env", "-i", "sleep", "4711");
        var first = await supervisor.GuardianAsync();

        ProcFacts.Signal(first, 9);
        Assert.Contains($"pid {first}", await supervisor.HearAsync("notice"), StringComparison.Ordinal);
        await Eventually.HoldsAsync(() => supervisor.Guardian() is { } second && second != first && GuardianFacts.HasReadALine(second), "another guardian is told");
        supervisor.Kill();

        await Eventually.HoldsAsync(() => !ProcFacts.IsAlive(child), "the child is gone");
    }

    [Theory(Timeout = TimeLimit)]
    [InlineData(15)]
    [InlineData(2)]
    [InlineData(1)]
    public async Task It_ignores_signals_that_ask(int signal)
    {
        var guardian = Register().Guardian!;
        await Eventually.HoldsAsync(() => IgnoresAll(guardian.Pid), "it ignores the three");
        ProcFacts.Signal(guardian.Pid, signal);
        await _register!.SettleAsync();
        Assert.True(ProcFacts.IsAlive(guardian.Pid));
    }

    [Fact(Timeout = TimeLimit)]
    public async Task It_leads_a_session_stands_in_no_directory_of_ours_and_carries_no_mark()
    {
        var guardian = Register().Guardian!.Pid;
        await Eventually.HoldsAsync(() => IgnoresAll(guardian), "it has begun");
        await Eventually.HoldsAsync(() => new FileInfo($"/proc/{guardian}/cwd").LinkTarget == "/proc", "it has left our directory");
        Assert.Equal(guardian, ProcStat.Read(guardian)!.Value.Session);
        Assert.DoesNotContain("SPINNER", SupervisorProcess.EnvironmentOf(guardian), StringComparison.Ordinal);
        Assert.Equal("/dev/null", new FileInfo($"/proc/{guardian}/fd/2").LinkTarget);
    }

    [Fact(Timeout = TimeLimit)]
    public async Task A_child_does_not_hold_its_line()
    {
        var guardian = Register().Guardian!.Pid;
        await Eventually.HoldsAsync(() => IgnoresAll(guardian), "it has begun");
        var launcher = new LinuxLauncher();
        using var running = Fleet.Launch(launcher, Fleet.Plan("sleep", "4711")).Launch;
        // What it opens and closes for itself meanwhile has no target any more.
        var targets = Directory.GetFileSystemEntries($"/proc/{running.Pid}/fd").Select(fd => new FileInfo(fd).LinkTarget ?? "");
        Assert.DoesNotContain(targets, target => target.StartsWith("socket:", StringComparison.Ordinal));
    }

    [Fact(Timeout = TimeLimit)]
    public async Task A_stopped_one_that_takes_nothing_any_more_is_killed()
    {
        var guardian = Guardian.Start(_system, _mark);
        guardian.Patience = TimeSpan.FromMilliseconds(100);
        ProcFacts.Signal(guardian.Pid, 19);
        await Eventually.HoldsAsync(() => ProcFacts.StateOf(guardian.Pid) == 'T', "it is stopped");
        Assert.False(await guardian.SendAsync(string.Concat(Enumerable.Repeat("- 4194304\n", 1_000_000))));
        await guardian.Ended.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.False(ProcFacts.IsAlive(guardian.Pid));
    }

    [Fact(Timeout = TimeLimit)]
    public async Task What_refuses_a_guardian_is_told_once_and_asked_again()
    {
        var refusals = 3;
        _system.OnSpawn = () => refusals-- > 0 ? Refusing.Emfile : 0;
        Assert.Null(Register().Guardian);
        await Eventually.HoldsAsync(() => _register!.Guardian is not null, "there is a guardian");
        Assert.Contains("Too many open files", Assert.Single(_notices), StringComparison.Ordinal);
    }

    [Fact(Timeout = TimeLimit)]
    public async Task A_guardian_that_cannot_be_made_for_any_reason_is_tried_again()
    {
        // As reading /proc says it without a descriptor left.
        var refusals = 3;
        _register = new GroupRegister(
            () => refusals-- > 0 ? throw new IOException("Too many open files") : Guardian.Start(_system, _mark), _notices.Enqueue);
        await Eventually.HoldsAsync(() => _register.Guardian is not null, "there is a guardian");
        Assert.Contains("Too many open files", Assert.Single(_notices), StringComparison.Ordinal);
    }

    [Fact]
    public void A_guardian_that_cannot_be_described_takes_no_descriptors()
    {
        Assert.ThrowsAny<Exception>(() => Guardian.Start(_system, null!));
        Assert.Equal(0, _system.Pairs);
    }

    [Fact(Timeout = TimeLimit)]
    public async Task Without_a_shell_there_is_one_warning_and_everything_else_works()
    {
        _register = new GroupRegister(() => throw new GuardianException("there is no sh", isFinal: true), _notices.Enqueue);
        using var directory = new TempDirectory();
        using var file = StateFile.Create(directory.Path, _mark, _notices.Enqueue);
        var running = Fleet.Launch(new LinuxLauncher(), Fleet.Plan("sleep", "4711"));
        using var child = running.Launch;
        _register.Add(running.Launch.Pid, file);
        await _register.SettleAsync();
        Assert.Contains($"+ {running.Launch.Pid} ", LockedText.Of(file.Path), StringComparison.Ordinal);
        running.Launch.Kill();
        await running.EndAsync();
        Assert.Contains("there is no sh", Assert.Single(_notices), StringComparison.Ordinal);
    }

    private GroupRegister Register() => _register = new GroupRegister(() => Guardian.Start(_system, _mark), _notices.Enqueue);

    // HUP, INT and TERM are the bits 0, 1 and 14.
    private static bool IgnoresAll(int pid) =>
        (ulong.Parse(Fleet.StatusOf(pid, "SigIgn"), System.Globalization.NumberStyles.HexNumber, System.Globalization.CultureInfo.InvariantCulture) & 0x4003) == 0x4003;
}
