using Spinner.Actors;
using Spinner.Processes.Tests.Engine;

namespace Spinner.Processes.Tests.Orphans;

/// <summary>A supervisor dies by SIGKILL: what becomes of its children, on either engine.</summary>
[Collection(OtherProcesses.Other)]
public sealed class SupervisorDeathSpec
{
    private const int TimeLimit = 180_000;

    [Theory(Timeout = TimeLimit)]
    [InlineData("linux")]
    [InlineData("portable")]
    public async Task Fifty_children_and_their_descendants_in_sessions_of_their_own_are_gone_and_the_ports_free(string engine)
    {
        using var supervisor = new SupervisorProcess([engine, "kill"]);
        await supervisor.HearAsync("ready");
        var ports = new[] { Dummy.FreeTcp(), Dummy.FreeTcp(), Dummy.FreeTcp() };
        supervisor.Say("launch", ports[0].PortValue, Dummy.Dotnet, Dummy.Dll, "bind");
        supervisor.Say("launch", ports[1].PortValue, Dummy.Dotnet, Dummy.Dll, "daemon", "[", "bind-on", ports[2].PortValue, "]", "bind");
        await supervisor.HearAsync("listening");
        await supervisor.HearAsync("listening");
        for (var i = 0; i < 48; i++) await supervisor.LaunchAsync("sh", "-c", "trap '' TERM HUP; sleep 4711 & setsid sleep 4711 & wait");
        await Eventually.HoldsAsync(() => supervisor.Descendants().Count >= (48 * 3) + 3, "all live");
        await Eventually.HoldsAsync(() => ports.All(IsTaken), "all three listen");

        supervisor.Kill();

        await supervisor.GoneAsync();
        // A process that dies loses its environment, by which it is known here, before its sockets.
        await Eventually.HoldsAsync(() => !ports.Any(IsTaken), "the ports are free");
        await Eventually.HoldsAsync(() => supervisor.Guardian() is null, "the guardian has done its duty and ends");
    }

    [Theory(Timeout = TimeLimit)]
    [InlineData("linux")]
    [InlineData("portable")]
    public async Task A_group_without_the_mark_is_killed_because_it_was_registered(string engine)
    {
        using var supervisor = new SupervisorProcess([engine, "kill"]);
        var child = await supervisor.LaunchAsync("env", "-i", "sh", "-c", "sleep 4711 & sleep 4711");
        await Eventually.HoldsAsync(() => ProcFacts.LivingInGroup(child).Count >= 2, "the group lives");
        await supervisor.SettleAsync();

        supervisor.Kill();

        await Eventually.HoldsAsync(() => ProcFacts.LivingInGroup(child).Count == 0, "the group is gone");
    }

    [Theory(Timeout = TimeLimit)]
    [InlineData("linux")]
    [InlineData("portable")]
    public async Task Death_in_the_middle_of_many_launches_leaves_nobody(string engine)
    {
        for (var round = 0; round < 3; round++)
        {
            using var supervisor = new SupervisorProcess([engine, "kill"]);
            for (var i = 0; i < 100; i++) supervisor.Say("launch", "1", "sleep", "4711");
            for (var i = 0; i <= round * 10; i++) await supervisor.HearAsync("launched");
            supervisor.Kill();
            await Eventually.HoldsAsync(() => supervisor.Guardian() is null, "the guardian has done its duty and ends");
            await supervisor.GoneAsync();
        }
    }

    [Theory(Timeout = TimeLimit)]
    [InlineData("linux")]
    [InlineData("portable")]
    public async Task The_private_socket_of_a_child_goes_with_it(string engine)
    {
        using var directory = new TempDirectory();
        using var supervisor = new SupervisorProcess([engine, "kill"]);
        var run = directory.PathOf("run");
        supervisor.Say("launch", run, Dummy.Dotnet, Dummy.Dll, "bind");
        await supervisor.HearAsync("listening");
        Assert.Single(Directory.GetFiles(run));
        await supervisor.SettleAsync();

        supervisor.Kill();

        await supervisor.GoneAsync();
        await Eventually.HoldsAsync(() => Directory.GetFiles(run).Length == 0, "the socket is gone");
    }

    [Theory(Timeout = TimeLimit)]
    [InlineData("", false)]
    [InlineData("held:", false)]
    [InlineData("notify:", false)]
    [InlineData("fixed:", false)]
    [InlineData("", true)]
    [InlineData("notify:", true)]
    public async Task No_socket_of_any_sort_is_left(string kind, bool isForTheNextStart)
    {
        // A shell could misread all of it.
        using var directory = new TempDirectory();
        var run = directory.PathOf("a b$(id)'\"*\\n");
        if (kind == "fixed:") Directory.CreateDirectory(run);
        using var supervisor = new SupervisorProcess(["linux", "kill", directory.PathOf("state")]);
        // A socket that is held for it cannot be bound once more: that child would be gone before it is noted.
        var binds = kind is "" or "fixed:";
        supervisor.Say("launch", kind + (kind == "fixed:" ? Path.Combine(run, "a.sock") : run), Dummy.Dotnet, Dummy.Dll, binds ? "bind" : "never-bind");
        await supervisor.HearAsync("launched");
        if (binds) await supervisor.HearAsync("listening");
        var socket = Assert.Single(Directory.GetFiles(run));
        var guardian = await supervisor.GuardianAsync();
        var state = Assert.Single(Directory.GetFiles(directory.PathOf("state")));
        await supervisor.SettleAsync();
        await Eventually.HoldsAsync(() => StateText.Parse(LockedText.Of(state)) is { Living.Count: 1, Sockets.Count: 1 }, "the process and its socket are noted");
        var bystander = Path.Combine(run, "bystander");
        await File.WriteAllTextAsync(bystander, "");

        if (isForTheNextStart) ProcFacts.Signal(guardian, 9);
        supervisor.Kill();
        if (isForTheNextStart)
        {
            using var next = new SupervisorProcess(["linux", "kill", directory.PathOf("state")]);
            await next.HearAsync("ready");
            next.Say("end");
        }

        await Eventually.HoldsAsync(() => !File.Exists(socket), "the socket is gone");
        Assert.True(File.Exists(bystander));
        await supervisor.GoneAsync();
    }

    [Fact(Timeout = TimeLimit)]
    public async Task A_socket_that_was_bound_before_any_launch_goes_too()
    {
        using var directory = new TempDirectory();
        using var supervisor = new SupervisorProcess(["linux", "kill"]);
        var run = directory.PathOf("run");
        supervisor.Say("bind", run);
        await supervisor.HearAsync("bound");
        Assert.Single(Directory.GetFiles(run));
        await supervisor.GuardianAsync();
        await supervisor.SettleAsync();

        supervisor.Kill();

        await Eventually.HoldsAsync(() => Directory.GetFiles(run).Length == 0, "the socket is gone");
    }

    [Fact(Timeout = TimeLimit)]
    public async Task A_kept_child_keeps_its_socket()
    {
        using var directory = new TempDirectory();
        // Another launcher of this very process may have a guardian; here there is none.
        using var supervisor = new SupervisorProcess(["linux", "keep"]);
        supervisor.Say("launch", directory.PathOf("run"), Dummy.Dotnet, Dummy.Dll, "bind");
        var child = int.Parse(await supervisor.HearAsync("launched"), System.Globalization.CultureInfo.InvariantCulture);
        await supervisor.HearAsync("listening");
        supervisor.Kill();
        await Eventually.HoldsAsync(() => !ProcFacts.IsAlive(supervisor.Pid), "the supervisor is dead");
        Assert.True(ProcFacts.IsAlive(child));
        var socket = new UnixEndpoint(Assert.Single(Directory.GetFiles(directory.PathOf("run"))));
        Assert.Equal("hello, world", await Dummy.GetAsync(socket));
    }

    [Fact(Timeout = TimeLimit)]
    public async Task A_state_file_that_was_swept_is_made_again_with_everything_in_it()
    {
        using var directory = new TempDirectory();
        using var supervisor = new SupervisorProcess(["linux", "kill", directory.PathOf("state")]);
        var first = await supervisor.LaunchAsync("sleep", "4711");
        string State() => Directory.GetFiles(directory.PathOf("state")).Single();
        await Eventually.HoldsAsync(() => StateText.Parse(LockedText.Of(State())).Living.Count == 1, "the first is noted");
        Directory.Delete(directory.PathOf("state"), recursive: true);

        var second = await supervisor.LaunchAsync("sleep", "4711");
        await Eventually.HoldsAsync(() => Directory.Exists(directory.PathOf("state")), "the directory is made again");
        await Eventually.HoldsAsync(
            () => StateText.Parse(LockedText.Of(State())).Living.Select(group => group.Id).Order().SequenceEqual(new[] { first, second }.Order()), "both are noted");
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(directory.PathOf("state")));
        supervisor.Kill();
        await supervisor.GoneAsync();
    }

    [Fact(Timeout = TimeLimit)]
    public async Task A_supervisor_that_just_ends_leaves_nobody_either()
    {
        using var supervisor = new SupervisorProcess(["linux", "kill"]);
        await supervisor.LaunchAsync("sleep", "4711");
        supervisor.Say("end");
        await supervisor.GoneAsync();
    }

    [Fact(Timeout = TimeLimit)]
    public async Task Those_to_be_kept_are_kept_and_have_no_guardian()
    {
        using var supervisor = new SupervisorProcess(["linux", "keep"]);
        var child = await supervisor.LaunchAsync("sleep", "4711");
        await Eventually.HoldsAsync(() => SupervisorProcess.EnvironmentOf(child).Contains("SPINNER_SUPERVISOR=", StringComparison.Ordinal), "it carries a mark");
        Assert.Null(supervisor.Guardian());
        supervisor.Kill();
        await Eventually.HoldsAsync(() => !ProcFacts.IsAlive(supervisor.Pid), "the supervisor is dead");
        Assert.Equal([child], supervisor.Descendants());
    }

    [Fact(Timeout = TimeLimit)]
    public async Task A_supervisor_under_a_supervisor_leaves_nobody_when_the_outer_one_dies()
    {
        using var outer = new SupervisorProcess(["linux", "kill"]);
        // The inner one is told to launch through a pipe that stays open, for its stdin is at its end.
        var dll = Path.Combine(AppContext.BaseDirectory, "Spinner.Supervisor.dll");
        await outer.LaunchAsync("sh", "-c", $"(printf 'launch\\t1\\tsleep\\t4711\\n'; exec sleep 4711) | '{Dummy.Dotnet}' '{dll}' linux kill");
        await Eventually.HoldsAsync(() => Marks(outer).Count == 2, "the inner supervisor's child lives, with a mark of its own", TimeSpan.FromSeconds(40));

        outer.Kill();

        await outer.GoneAsync();
    }

    private static HashSet<string> Marks(SupervisorProcess outer) => [.. outer.Descendants()
        .SelectMany(pid => SupervisorProcess.EnvironmentOf(pid).Split('\0')).Where(entry => entry.StartsWith("SPINNER_SUPERVISOR=", StringComparison.Ordinal))];

    private static bool IsTaken(TcpEndpoint endpoint) => ListenTable.InodesOf(endpoint) is { Count: > 0 };
}
