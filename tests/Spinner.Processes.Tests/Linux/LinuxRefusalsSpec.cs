using Spinner.Actors;
using Spinner.Processes.Tests.Engine;

namespace Spinner.Processes.Tests.Linux;

/// <summary>What the system may refuse, and what the engine does then.</summary>
[Collection(ThisProcess.Alone)]
public sealed class LinuxRefusalsSpec : IDisposable
{
    private const int TimeLimit = 90_000;

    private readonly Refusing _system = new();
    private readonly Lazy<LinuxEngine> _engine;
    private readonly List<Running> _started = [];

    public LinuxRefusalsSpec() => _engine = new Lazy<LinuxEngine>(() => new LinuxEngine(_system), LazyThreadSafetyMode.PublicationOnly);

    public void Dispose()
    {
        foreach (var running in _started) running.Launch.Dispose();
        if (_engine.IsValueCreated) _engine.Value.Dispose();
    }

    [Theory(Timeout = TimeLimit)]
    [InlineData(1, "127.0.0.1", "127.0.0.1")]
    [InlineData(93, "::1", "::1")]
    [InlineData(93, "0.0.0.0", "127.0.0.1")]
    public async Task Without_netlink_it_connects(int error, string bound, string answering)
    {
        _system.OnSocket = family => family == Refusing.Netlink ? error : 0;
        var port = Dummy.FreeTcp();
        var running = Launch(Dummy.Plan(port, "bind-after", "100").With("HOST", bound));
        Assert.Equal(new LaunchReady(port with { Host = answering }, Verified: true), await running.Observer.WhenReady);
    }

    [Fact(Timeout = TimeLimit)]
    public async Task Without_netlink_and_for_a_while_without_any_socket_it_connects_later()
    {
        var refused = 0;
        _system.OnSocket = family => family == Refusing.Netlink ? 1 : ++refused <= 20 ? Refusing.Emfile : 0;
        await Launch(Fleet.Plan("true")).EndAsync();
        var before = Fleet.Descriptors();
        var running = Launch(Dummy.Plan(Dummy.FreeTcp(), "bind"));
        await running.Observer.WhenReady;
        Assert.InRange(refused, 21, int.MaxValue);
        running.Launch.Kill();
        await running.EndAsync();
        await Eventually.HoldsAsync(() => Fleet.Descriptors() <= before, "every descriptor is closed");
    }

    [Fact(Timeout = TimeLimit)]
    public async Task Without_netlink_a_connection_to_oneself_is_no_listener()
    {
        _system.OnSocket = family => family == Refusing.Netlink ? 1 : 0;
        // Of the range connect(2) takes its source port from: now and then it is the very port that is asked for.
        var port = new TcpEndpoint("127.0.0.1", EphemeralPorts.OfThisSystem()!.Last);
        _system.OnConnect = socket => Refusing.BindTo(socket, port);
        var connect = new PendingConnect(_system, port);
        Assert.False(connect.Succeeds());
        connect.Close();
    }

    [Fact(Timeout = TimeLimit)]
    public async Task Without_netlink_a_stranger_is_still_named()
    {
        _system.OnSocket = family => family == Refusing.Netlink ? 1 : 0;
        var stranger = Launch(Dummy.Plan(Dummy.FreeTcp(), "bind"));
        await stranger.Observer.WhenReady;
        var exit = await Launch(Dummy.Plan(stranger.Endpoint, "never-bind")).EndAsync();
        Assert.Equal(stranger.Launch.Pid, exit.Stranger?.Pid);
    }

    [Fact(Timeout = TimeLimit)]
    public async Task Without_inotify_it_asks_the_socket()
    {
        _system.OnInotify = () => Refusing.Emfile;
        await Launch(Dummy.Plan(Dummy.FreeUnix(), "bind")).Observer.WhenReady;
    }

    [Fact(Timeout = TimeLimit)]
    public async Task Without_fine_timers_it_ticks_in_milliseconds()
    {
        _system.WholeMilliseconds = true;
        await Launch(Dummy.Plan(Dummy.FreeTcp(), "bind")).Observer.WhenReady;
    }

    [Fact(Timeout = TimeLimit)]
    public async Task Without_a_pidfd_nothing_lives_on()
    {
        await Launch(Fleet.Plan("true")).EndAsync();
        var before = Fleet.Descriptors();
        _system.OnPidfdOpen = () => Refusing.Enosys;
        // Others sleep beside this one, so for a time that is nobody else's.
        Assert.Equal(SpawnFailure.Refused, Refused(Fleet.Plan("sleep", "4711.5")).Failure);
        Assert.DoesNotContain(ProcStat.Pids(), pid => ProcFacts.CommandLineOf(pid).Contains("4711.5", StringComparison.Ordinal));
        await Eventually.HoldsAsync(() => Fleet.Descriptors() <= before, "every descriptor is closed");
    }

    [Fact(Timeout = TimeLimit)]
    public async Task Out_of_descriptors_is_told_and_heals()
    {
        await Launch(Fleet.Plan("true")).EndAsync();
        var pipes = 0;
        _system.OnPipe = () => ++pipes == 2 ? Refusing.Emfile : 0;
        var before = Fleet.Descriptors();
        Assert.Contains("Too many open files", Refused(Fleet.Plan("true")).Message, StringComparison.Ordinal);
        await Eventually.HoldsAsync(() => Fleet.Descriptors() <= before, "every descriptor is closed");
        Assert.Equal(ExitStatus.Exited(0), (await Launch(Fleet.Plan("true")).EndAsync()).Status);
    }

    [Theory(Timeout = TimeLimit)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Without_epoll_there_is_no_engine_until_there_is(int refusedCall)
    {
        var calls = 0;
        _system.OnEpollCreate = () => ++calls == refusedCall ? Refusing.Emfile : 0;
        Assert.Equal(SpawnFailure.Unavailable, Refused(Fleet.Plan("true")).Failure);
        Assert.Equal(ExitStatus.Exited(0), (await Launch(Fleet.Plan("true")).EndAsync()).Status);
    }

    [Theory(Timeout = TimeLimit)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task A_child_that_cannot_be_watched_is_killed_and_its_end_told(int refusedCall)
    {
        await Launch(Fleet.Plan("true")).EndAsync();
        var calls = 0;
        _system.OnWatch = _ => ++calls == refusedCall ? Refusing.Emfile : 0;
        Assert.Equal(ExitStatus.Killed(9), (await Launch(Fleet.Plan("sleep", "4711")).EndAsync()).Status);
    }

    [Fact(Timeout = TimeLimit)]
    public async Task A_child_that_somebody_else_reaped_ends_with_an_unknown_status()
    {
        _system.OnWait = () => 10;
        Assert.Equal(ExitStatus.Unknown, (await Launch(Fleet.Plan("true")).EndAsync()).Status);
    }

    [Theory]
    [InlineData(11, SpawnFailure.Unavailable)]
    [InlineData(12, SpawnFailure.Unavailable)]
    [InlineData(24, SpawnFailure.Unavailable)]
    [InlineData(28, SpawnFailure.Unavailable)]
    [InlineData(116, SpawnFailure.Unavailable)]
    [InlineData(7, SpawnFailure.Refused)]
    [InlineData(40, SpawnFailure.Refused)]
    [InlineData(8, SpawnFailure.Refused)]
    [InlineData(13, SpawnFailure.PermissionDenied)]
    public void A_spawn_error_names_its_noun(int error, SpawnFailure failure)
    {
        _system.OnSpawn = () => error;
        Assert.Equal(failure, Refused(Fleet.Plan("true")).Failure);
    }

    [Fact(Timeout = TimeLimit)]
    public async Task A_program_that_is_still_written_is_tried_again_for_a_moment()
    {
        var tries = 0;
        _system.OnSpawn = () => ++tries < 4 ? 26 : 0;
        Assert.Equal(ExitStatus.Exited(0), (await Launch(Fleet.Plan("true")).EndAsync()).Status);
        Assert.Equal(4, tries);
        _system.OnSpawn = () => 26;
        Assert.Equal(SpawnFailure.Unavailable, Refused(Fleet.Plan("true")).Failure);
    }

    [Fact]
    public void A_missing_interpreter_is_named()
    {
        using var directory = new TempDirectory();
        var script = directory.Make("script", "#!/no/such/interpreter\n");
        File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var refused = Refused(Fleet.Plan(script));
        Assert.Equal(SpawnFailure.CommandNotFound, refused.Failure);
        Assert.Contains("interpreter", refused.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = TimeLimit)]
    public async Task An_observer_that_throws_harms_nobody()
    {
        var launcher = new LinuxLauncher(() => _engine.Value);
        using var broken = launcher.Launch(Fleet.Plan("true"), new ThrowingObserver());
        Assert.Equal(ExitStatus.Exited(0), (await Launch(Fleet.Plan("true")).EndAsync()).Status);
    }

    private Running Launch(LaunchPlan plan)
    {
        var running = Fleet.Launch(new LinuxLauncher(() => _engine.Value), plan);
        _started.Add(running);
        return running;
    }

    private SpawnException Refused(LaunchPlan plan) => Assert.Throws<SpawnException>(() => Launch(plan));

    private sealed class ThrowingObserver : ILaunchObserver
    {
        public void Ready(LaunchReady ready) => throw new InvalidOperationException();

        public void Exited(LaunchExit exit) => throw new InvalidOperationException();
    }
}
