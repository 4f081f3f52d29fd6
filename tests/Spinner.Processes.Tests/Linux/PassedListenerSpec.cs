using Spinner.Actors;
using Spinner.Processes.Tests.Engine;

namespace Spinner.Processes.Tests.Linux;

/// <summary>Listeners that the supervisor holds and children take over.</summary>
public sealed class PassedListenerSpec : IDisposable
{
    private const int TimeLimit = 90_000;

    private readonly TempDirectory _directory = new();
    private readonly LocalEndpoints _endpoints;
    private readonly List<ChildEndpoint> _granted = [];
    private readonly List<Running> _started = [];

    public PassedListenerSpec() => _endpoints = new LocalEndpoints(runDirectory: _directory.PathOf("run"));

    public void Dispose()
    {
        foreach (var running in _started) running.Launch.Dispose();
        _granted.ForEach(_endpoints.Release);
        _directory.Dispose();
    }

    [Theory(Timeout = TimeLimit)]
    [InlineData("listen-fd")]
    [InlineData("listen-fd:unix")]
    public async Task What_connects_while_no_launch_lives_is_answered_by_the_next(string spec)
    {
        var endpoint = Grant(spec);
        var early = Dummy.GetAsync(endpoint, "/pid");
        var first = Launch(Plan(endpoint, "bind-fd"));
        Assert.Equal(new LaunchReady(endpoint, Verified: true), await first.Observer.WhenReady);
        Assert.Equal($"{first.Launch.Pid}", await early);

        first.Launch.Terminate(StopSignal.Term);
        Assert.Null((await first.EndAsync()).Stranger);
        var between = Dummy.GetAsync(endpoint, "/pid");
        var second = Launch(Plan(endpoint, "bind-fd"));
        Assert.Equal($"{second.Launch.Pid}", await between);
    }

    [Fact(Timeout = TimeLimit)]
    public async Task A_child_is_told_as_sd_listen_fds_says()
    {
        var endpoint = Grant("listen-fd");
        var running = Launch(Plan(endpoint, "bind-fd"));
        string[] told = ["LISTEN_FDS=1", "LISTEN_FDNAMES=dummy", $"LISTEN_PID={running.Launch.Pid}", $"PORT={endpoint.PortValue}"];
        foreach (var variable in told.Select(t => t.Split('=')))
            Assert.Equal(variable[1], await Dummy.GetAsync(endpoint, $"/env/{variable[0]}"));
    }

    [Theory]
    [InlineData("a:b", "unknown")]
    [InlineData("my app", "unknown")]
    [InlineData("./web.js", "./web.js")]
    public void A_name_that_the_protocol_does_not_allow_is_left_out(string name, string told) =>
        Assert.Equal(told, PassedListener.For(Plan(Grant("listen-fd")) with { Name = name })!.Value.Plan.Environment["LISTEN_FDNAMES"]);

    [Fact(Timeout = TimeLimit)]
    public async Task It_has_the_listener_and_no_other_descriptor()
    {
        var running = Launch(Fleet.Plan("sleep", "4711") with { Endpoint = Grant("listen-fd"), PassListener = true });
        await Eventually.HoldsAsync(() => ProcFacts.NameOf(running.Launch.Pid) == "sleep", "the shell has become the program");
        // Its loader has a library open for a moment.
        await Eventually.HoldsAsync(
            () => Directory.GetFileSystemEntries($"/proc/{running.Launch.Pid}/fd").Select(Path.GetFileName).Order().SequenceEqual(["0", "1", "2", "3"]),
            "it has the listener and no other descriptor");
    }

    [Fact(Timeout = TimeLimit)]
    public async Task Ready_may_also_be_what_it_says_or_answers()
    {
        var notify = Launch(Plan(Grant("listen-fd"), "bind-fd", "notify", "STATUS=warming up", "notify-after", "200", "READY=1")
            with { Ready = Readiness.Notify, RunDirectory = _directory.PathOf("run") });
        var http = Launch(Plan(Grant("listen-fd"), "unwell", "bind-fd", "well-after", "300") with { Ready = Readiness.Http("/health") });
        Assert.True((await notify.Observer.WhenReady).Verified);
        Assert.True((await http.Observer.WhenReady).Verified);
        Assert.Equal("warming up", notify.Launch.StatusText);
    }

    [Fact(Timeout = TimeLimit)]
    public async Task A_child_that_exits_at_once_leaves_no_trace_of_a_stranger()
    {
        var exit = await Launch(Plan(Grant("listen-fd"), "exit", "7")).EndAsync();
        Assert.Equal((ExitStatus.Exited(7), (ListenerOwner?)null), (exit.Status, exit.Stranger));
    }

    [Fact]
    public void Nobody_can_connect_after_the_release_and_the_socket_file_is_gone()
    {
        var endpoint = (UnixEndpoint)Grant("listen-fd:unix");
        Assert.True(File.Exists(endpoint.Path));
        _endpoints.Release(endpoint);
        Assert.False(File.Exists(endpoint.Path));
        Assert.Null(HeldListeners.Shared.Find(endpoint));
    }

    [Fact]
    public void Without_a_held_listener_nothing_is_spawned()
    {
        var refused = Assert.Throws<SpawnException>(() => Launch(Plan(Dummy.FreeTcp(), "bind-fd")));
        Assert.Contains("granted as listen-fd", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_portable_engine_says_what_it_allows()
    {
        var refused = Assert.Throws<SpawnException>(() => new PortableLauncher().Launch(Plan(Grant("listen-fd"), "bind-fd"), new RecordingObserver()));
        Assert.Contains("engine = linux", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("listen-fd:pipe")]
    [InlineData("listen-fd:listen-fd")]
    public void What_cannot_be_held_is_refused(string spec) =>
        Assert.Contains("Choose tcp, unix", Assert.Throws<NoEndpointException>(() => Grant(spec)).Message, StringComparison.Ordinal);

    private static LaunchPlan Plan(ChildEndpoint endpoint, params string[] verbs) => Dummy.Plan(endpoint, verbs) with { PassListener = true };

    private ChildEndpoint Grant(string text)
    {
        Assert.True(EndpointSpec.TryParse(text, out var spec));
        Assert.Equal(text, spec.ToString());
        var endpoint = _endpoints.Grant(spec);
        _granted.Add(endpoint);
        return endpoint;
    }

    private Running Launch(LaunchPlan plan)
    {
        var running = Fleet.Launch(new LinuxLauncher(), plan);
        _started.Add(running);
        return running;
    }
}
