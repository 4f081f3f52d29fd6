using System.Diagnostics;
using Microsoft.Extensions.Time.Testing;
using Spinner.Actors.TestKit;
using Spinner.Processes;

namespace Spinner.Actors.Tests.Telemetry;

[Collection(Collection)]
public sealed class TelemetrySpec : Akka.TestKit.Xunit2.TestKit, IAsyncLifetime
{
    /// <summary>Those that listen, and those for whom nobody may.</summary>
    public const string Collection = "telemetry";

    private readonly string _name = $"measured-{Guid.NewGuid():n}";
    private readonly FakeTimeProvider _clock = new();
    private readonly FakeLauncher _launcher = new(static launch =>
    {
        launch.OnTerminate = static l => l.Exit(0);
        launch.OnKill = static l => l.ExitBySignal(9);
    });
    private readonly Meters _meters;
    private readonly Spans _spans;
    private readonly ISpinner _spinner;

    public TelemetrySpec() : base(VirtualTime.Config, "telemetry")
    {
        (_meters, _spans) = (new Meters(_name), new Spans(_name));
        _spinner = Sys.CreateSpinner(VirtualTime.Options(_clock, _launcher) with { Children = [new() { Name = "web", Command = "any", Attempts = 1 }] }, _name);
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _spinner.DisposeAsync();
        _meters.Dispose();
        _spans.Dispose();
    }

    [Fact]
    public async Task A_cold_start_is_measured_and_is_a_span()
    {
        var start = StartAsync();
        _clock.Advance(TimeSpan.FromSeconds(2));
        _launcher.Last.BecomeReady();
        var ready = await start;

        await HeardAsync("spinner.child.starts", (1, "spinner.cause=start spinner.start.outcome=ready"));
        await HeardAsync("spinner.child.start.duration", (2, "spinner.cause=start spinner.start.outcome=ready"));
        var span = Assert.Single(_spans.Ended);
        Assert.Equal(("spinner.child.start", "web", "start"), (span.OperationName, span.GetTagItem("spinner.child.name"), span.GetTagItem("spinner.cause")));
        Assert.Equal(["endpoint", "spawn", "ready"], span.Events.Select(e => e.Name));
        Assert.Contains(span.Events.First().Tags, t => t.Key == "server.port" && Equals(t.Value, ((TcpEndpoint)ready.Endpoint).Port));
        Assert.Contains(span.Events.ElementAt(1).Tags, t => t.Key == "process.pid" && Equals(t.Value, ready.Pid));
        Assert.Equal(ActivityStatusCode.Unset, span.Status);
        Assert.Equal(default, span.ParentSpanId);
        Assert.Null(Activity.Current);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task A_cold_start_belongs_to_the_trace_of_its_first_caller(bool isUse)
    {
        using var request = new Activity("request").Start();
        var start = isUse ? _spinner.UseAsync("web").AsTask() : (Task)_spinner.StartAsync("web");
        request.Stop();
        using var another = new Activity("another").Start();
        var joined = _spinner.StartAsync("web");
        another.Stop();
        await LaunchedAsync(1);
        _launcher.Last.BecomeReady();
        await Task.WhenAll(start, joined);

        await AwaitAssertAsync(() => Assert.Single(_spans.Ended), TimeSpan.FromSeconds(10));
        Assert.Equal((request.TraceId, request.SpanId), (_spans.Ended[0].TraceId, _spans.Ended[0].ParentSpanId));
    }

    [Fact]
    public async Task A_restart_that_nobody_asked_for_is_a_root()
    {
        using var request = new Activity("request").Start();
        await ReadyAsync();

        _launcher.Last.Exit(1);
        await LaunchedAsync(2);
        _launcher.Last.BecomeReady();

        await AwaitAssertAsync(() => Assert.Equal(2, _spans.Ended.Count), TimeSpan.FromSeconds(10));
        Assert.Equal((request.SpanId, default), (_spans.Ended[0].ParentSpanId, _spans.Ended[1].ParentSpanId));
    }

    [Fact]
    public async Task A_failed_start_has_its_reason_and_so_has_the_fault()
    {
        var start = StartAsync();
        _launcher.Last.Exit(3);
        await Assert.ThrowsAsync<SpinnerRejectedException>(() => start);

        await HeardAsync("spinner.child.starts", (1, "spinner.cause=start spinner.start.outcome=failed error.type=exited_before_ready"));
        await HeardAsync("spinner.child.faults", (1, "error.type=exited_before_ready"));
        Assert.Equal(ActivityStatusCode.Error, Assert.Single(_spans.Ended).Status);
    }

    [Fact]
    public async Task A_start_overtaken_by_a_stop_is_aborted()
    {
        var start = StartAsync();
        await _spinner.StopAsync("web");
        await Assert.ThrowsAsync<SpinnerRejectedException>(() => start);

        await HeardAsync("spinner.child.starts", (1, "spinner.cause=start spinner.start.outcome=aborted"));
    }

    [Fact]
    public async Task What_is_replaced_though_it_runs_is_counted_by_its_cause()
    {
        await ReadyAsync();
        _launcher.Last.Hang();
        await LaunchedAsync(2);
        _launcher.Last.BecomeReady();

        await HeardAsync("spinner.child.restarts", (1, "spinner.cause=unhealthy"));
    }

    [Fact]
    public async Task Restarts_and_idle_stops_are_counted_by_cause()
    {
        await ReadyAsync();
        _launcher.Last.Exit(1);
        await LaunchedAsync(2);
        _launcher.Last.BecomeReady();
        await HeardAsync("spinner.child.restarts", (1, "spinner.cause=crash"));

        _clock.Advance(TimeSpan.FromMinutes(30));

        await HeardAsync("spinner.child.idle_stops", (1, ""));
    }

    [Fact]
    public async Task A_task_that_ended_well_is_done()
    {
        var run = _spinner.StartAsync(ChildOptions.Task("web", "any"));
        await LaunchedAsync(1);
        _launcher.Last.Exit(0);
        await run;

        await HeardAsync("spinner.child.starts", (1, "spinner.cause=start spinner.start.outcome=done"));
    }

    [Fact]
    public async Task What_is_wanted_and_comes_back_is_a_start_by_retry()
    {
        var start = _spinner.StartAsync(new ChildOptions { Name = "web", Command = "any", Attempts = 1, Keep = true });
        await LaunchedAsync(1);
        _launcher.Last.Exit(1);
        await Assert.ThrowsAsync<SpinnerRejectedException>(() => start);
        _clock.Advance(TimeSpan.FromSeconds(60));
        await LaunchedAsync(2);
        _launcher.Last.BecomeReady();

        await HeardAsync("spinner.child.starts", (1, "spinner.cause=retry spinner.start.outcome=ready"));
    }

    [Fact]
    public async Task What_stopped_by_itself_and_follows_is_a_restart_by_ended()
    {
        await ReadyAsync();
        _launcher.Last.SayStopping();
        _launcher.Last.Exit(0);
        await LaunchedAsync(2);
        _launcher.Last.BecomeReady();

        await HeardAsync("spinner.child.restarts", (1, "spinner.cause=ended"));
    }

    [Fact]
    public async Task Children_are_observed_by_state_and_uses_in_flight()
    {
        await ReadyAsync();
        var use = await _spinner.UseAsync("web");

        _meters.Observe();

        Assert.Equal((1, "spinner.child.state=started"), Assert.Single(_meters.Of("spinner.children")));
        Assert.Equal((1, ""), Assert.Single(_meters.Of("spinner.child.uses")));
        use.Dispose();
    }

    [Fact]
    public async Task Dropped_output_is_counted_in_bytes()
    {
        await ReadyAsync();

        _launcher.Last.Plan.Log(new OutputBatch(false, "later", 4096));

        await HeardAsync("spinner.child.output.dropped", (4096, ""));
    }

    [Fact]
    public void Instruments_have_names_and_units_of_OpenTelemetry() => Assert.Equal(
        new Dictionary<string, string?>
        {
            ["spinner.children"] = "{child}", ["spinner.child.uses"] = "{use}", ["spinner.child.starts"] = "{start}", ["spinner.child.start.duration"] = "s",
            ["spinner.child.restarts"] = "{restart}", ["spinner.child.faults"] = "{fault}", ["spinner.child.idle_stops"] = "{stop}",
            ["spinner.child.output.dropped"] = "By", ["spinner.room.evictions"] = "{stop}", ["spinner.room.wait.duration"] = "s", ["spinner.room.waiting"] = "{launch}",
            ["spinner.memory.budget"] = "By", ["spinner.memory.used"] = "By", ["spinner.memory.reserved"] = "By",
        }.OrderBy(u => u.Key, StringComparer.Ordinal),
        _meters.Units.OrderBy(u => u.Key, StringComparer.Ordinal));

    private Task<ChildReady> StartAsync()
    {
        var start = _spinner.StartAsync("web");
        Assert.True(SpinWait.SpinUntil(() => _launcher.Launches.Count == 1, TimeSpan.FromSeconds(10)));
        return start;
    }

    private async Task ReadyAsync()
    {
        var start = StartAsync();
        _launcher.Last.BecomeReady();
        await start;
    }

    private Task LaunchedAsync(int launches) => AwaitAssertAsync(() => Assert.Equal(launches, _launcher.Launches.Count), TimeSpan.FromSeconds(10));

    private Task HeardAsync(string instrument, (double Value, string Tags) measured) =>
        AwaitAssertAsync(() => Assert.Contains(measured, _meters.Of(instrument)), TimeSpan.FromSeconds(10));
}
