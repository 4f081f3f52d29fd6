using System.Net.Sockets;
using System.Globalization;
using Spinner.Processes.Tests.Engine;

namespace Spinner.Processes.Tests.Orphans;

/// <summary>What even the guardian missed: the next start sweeps it, and nothing else.</summary>
[Collection(OtherProcesses.Other)]
public sealed class StateFileSpec : IDisposable
{
    private const int TimeLimit = 180_000;

    private readonly TempDirectory _directory = new();
    private readonly List<SupervisorProcess> _supervisors = [];

    public void Dispose()
    {
        foreach (var supervisor in _supervisors) supervisor.Dispose();
        _directory.Dispose();
    }

    [Theory(Timeout = TimeLimit)]
    [InlineData("linux")]
    [InlineData("portable")]
    public async Task Supervisor_and_guardian_are_both_killed_and_the_next_start_sweeps(string engine)
    {
        var (first, child) = await AbandonAsync(engine);
        Assert.NotEmpty(first.Descendants());

        var second = Start(engine);
        Assert.Contains(child.ToString(CultureInfo.InvariantCulture), await second.HearAsync("notice"), StringComparison.Ordinal);
        await second.HearAsync("ready");

        await first.GoneAsync();
        Assert.Single(Files());
    }

    [Fact(Timeout = TimeLimit)]
    public async Task What_has_dropped_the_mark_is_found_by_its_start_time()
    {
        var first = Start("linux");
        var child = await first.LaunchAsync("env", "-i", "sleep", "4711");
        await Eventually.HoldsAsync(() => LockedText.Of(Files()[0]).Contains($"+ {child} ", StringComparison.Ordinal), "the child is noted");
        await EndWithGuardianAsync(first);

        await Start("linux").HearAsync("ready");

        await Eventually.HoldsAsync(() => !ProcFacts.IsAlive(child), "the child is gone");
    }

    [Fact(Timeout = TimeLimit)]
    public async Task Two_supervisors_share_a_directory_and_neither_sweeps_the_other()
    {
        var first = Start("linux");
        var one = await first.LaunchAsync("sleep", "4711");
        var second = Start("linux");
        var other = await second.LaunchAsync("sleep", "4711");
        await Start("portable").HearAsync("ready");
        Assert.True(ProcFacts.IsAlive(one) && ProcFacts.IsAlive(other));
        Assert.Equal(3, Files().Length);
    }

    [Fact(Timeout = TimeLimit)]
    public async Task A_foreign_process_with_another_start_time_is_untouched()
    {
        var foreign = new SupervisorProcess(["linux", "keep"]);
        _supervisors.Add(foreign);
        var pid = await foreign.LaunchAsync("sleep", "4711");
        var start = ProcStat.Read(pid)!.Value.StartTime;
        Abandoned(StateText.FirstLine(new LivingGroup(4_000_000, 1), StateText.BootId()) + new LivingGroup(pid, start - 1).Line);
        Abandoned(StateText.FirstLine(new LivingGroup(4_000_000, 1), Guid.NewGuid().ToString()) + new LivingGroup(pid, start).Line);
        Abandoned(new LivingGroup(pid, start).Line);
        Abandoned(StateText.FirstLine(new LivingGroup(4_000_000, 1), StateText.BootId()) + $"+ {pid} {start}");

        await Start("linux").HearAsync("ready");

        Assert.True(ProcFacts.IsAlive(pid));
        Assert.Single(Files());
    }

    [Fact(Timeout = TimeLimit)]
    public async Task The_private_sockets_of_the_dead_go_too_and_nothing_else_the_file_names()
    {
        var (socket, text) = (_directory.PathOf("a.sock"), _directory.Make("text.sock", "no socket"));
        // Their end by .NET removes the file; a killed process does not get to that.
        using (var bound = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
        {
            bound.Bind(new UnixDomainSocketEndPoint(_directory.PathOf("other")));
            File.Move(_directory.PathOf("other"), socket);
        }

        Abandoned(StateText.FirstLine(new LivingGroup(4_000_000, 1), Guid.NewGuid().ToString())
            + new OwnedSocket(1, socket, 0).Line + new OwnedSocket(2, text, 0).Line);
        Assert.True(File.Exists(socket));

        await Start("linux").HearAsync("ready");

        Assert.False(File.Exists(socket));
        Assert.True(File.Exists(text));
    }

    [Theory(Timeout = TimeLimit)]
    [InlineData("")]
    [InlineData("supervisor 1")]
    [InlineData("\0\0\0\n+ x y\n- \n+ 1 1\n+ -1 1\n+ 0 5\nsupervisor a b c\n+ 99999999999999 1\n")]
    public async Task A_broken_file_harms_nobody_and_goes(string text)
    {
        Abandoned(text);
        var supervisor = Start("linux");
        if (text.Length > 0) Assert.Contains("make no sense", await supervisor.HearAsync("notice"), StringComparison.Ordinal);
        await supervisor.HearAsync("ready");
        Assert.Single(Files());
        Assert.True(ProcFacts.IsAlive(supervisor.Pid));
    }

    [Fact(Timeout = TimeLimit)]
    public async Task A_file_of_another_name_is_nobodys_business()
    {
        var stranger = _directory.Make("notes.state", "+ 2 3\n");
        await Start("linux").HearAsync("ready");
        Assert.Equal("+ 2 3\n", File.ReadAllText(stranger));
    }

    [Fact(Timeout = TimeLimit)]
    public async Task A_supervisor_that_ends_without_children_leaves_no_file()
    {
        var supervisor = Start("linux");
        var child = await supervisor.LaunchAsync("sleep", "4711");
        await Eventually.HoldsAsync(() => LockedText.Of(Files()[0]).Contains($"+ {child} ", StringComparison.Ordinal), "the child is noted");
        ProcFacts.Signal(child, 15);
        await supervisor.HearAsync("exited");
        await Eventually.HoldsAsync(() => LockedText.Of(Files()[0]).Contains($"\n- {child}\n", StringComparison.Ordinal), "the end is noted");
        supervisor.Say("end");
        await Eventually.HoldsAsync(() => Files().Length == 0, "the file is gone");
    }

    private SupervisorProcess Start(string engine)
    {
        var supervisor = new SupervisorProcess([engine, "kill", _directory.Path]);
        _supervisors.Add(supervisor);
        return supervisor;
    }

    private async Task<(SupervisorProcess Supervisor, int Child)> AbandonAsync(string engine)
    {
        var supervisor = Start(engine);
        var child = await supervisor.LaunchAsync("sh", "-c", "setsid sleep 4711 & sleep 4711");
        await Eventually.HoldsAsync(() => supervisor.Descendants().Count >= 3, "all three live");
        await Eventually.HoldsAsync(() => LockedText.Of(Files()[0]).Contains($"+ {child} ", StringComparison.Ordinal), "the child is noted");
        await EndWithGuardianAsync(supervisor);
        return (supervisor, child);
    }

    // Stopped first, so that it cannot act between the two deaths.
    private static async Task EndWithGuardianAsync(SupervisorProcess supervisor)
    {
        var guardian = await supervisor.GuardianAsync();
        ProcFacts.Signal(guardian, 19);
        await Eventually.HoldsAsync(() => ProcFacts.StateOf(guardian) == 'T', "the guardian is stopped");
        supervisor.Kill();
        await Eventually.HoldsAsync(() => !ProcFacts.IsAlive(supervisor.Pid), "the supervisor is dead");
        ProcFacts.Signal(guardian, 9);
        await Eventually.HoldsAsync(() => !ProcFacts.IsAlive(guardian), "the guardian is dead");
    }

    private void Abandoned(string text) => _directory.Make($"{Guid.NewGuid():D}-0.state", text);

    private string[] Files() => Directory.GetFiles(_directory.Path, "*.state");
}
