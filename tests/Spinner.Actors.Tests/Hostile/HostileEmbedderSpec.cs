using System.Diagnostics;
using System.Diagnostics.Metrics;
using Akka.Event;
using Spinner.Actors.TestKit;
using Spinner.Processes;

namespace Spinner.Actors.Tests.Hostile;

/// <summary>Whatever a program around a spinner hands in throws, blocks, gives null or lies: its own child is told, the others do not notice.</summary>
public sealed partial class HostileEmbedderSpec : Akka.TestKit.Xunit2.TestKit
{
    private const int Limit = 60_000;
    private static readonly ChildOptions Good = new() { Name = "good", Command = "any", Endpoint = EndpointSpec.Unix };
    private static readonly ChildOptions Bad = new() { Name = "bad", Command = "any", Endpoint = EndpointSpec.Tcp, Attempts = 1, StartTimeout = TimeSpan.FromSeconds(30) };

    [Theory(Timeout = Limit), InlineData("throws"), InlineData("null"), InlineData("localhost"), InlineData("port 0"), InlineData("twice")]
    public async Task An_endpoint_source_that_fails_fails_one_start(string how)
    {
        var source = new Source(how);
        await using var spinner = Create(FakeLauncher.Obedient(), source);
        if (how == "twice") await spinner.StartAsync(Good with { Name = "first", Endpoint = EndpointSpec.Tcp });

        var error = await Assert.ThrowsAsync<SpinnerRejectedException>(() => spinner.StartAsync(Bad));

        Assert.Equal(SpinnerError.NoEndpoint, error.Reason);
        await spinner.StartAsync(Good);
    }

    [Fact(Timeout = Limit)]
    public async Task An_endpoint_source_that_blocks_blocks_one_start()
    {
        var source = new Source("blocks");
        await using var spinner = Create(FakeLauncher.Obedient(), source);
        var bad = spinner.StartAsync(Bad);

        await spinner.StartAsync(Good);
        await spinner.StopAsync("good");

        await spinner.StopAsync("bad");
        Assert.Equal(SpinnerError.Aborted, (await Assert.ThrowsAsync<SpinnerRejectedException>(() => bad)).Reason);
        source.Blocked.Set();
        // What was granted too late is given back.
        await Eventually.HoldsAsync(() => source.Released == source.Granted, "all endpoints came back");
    }

    [Fact(Timeout = Limit)]
    public async Task An_endpoint_source_that_takes_nothing_back_keeps_no_stop_waiting()
    {
        var source = new Source("") { OnRelease = static () => throw new IOException("no") };
        await using var spinner = Create(FakeLauncher.Obedient(), source);
        await spinner.StartAsync(Good);
        Assert.Equal(new StopSucceeded("good", WasRunning: true), await spinner.StopAsync("good"));
        await spinner.StartAsync(Good);
    }

    [Theory(Timeout = Limit), InlineData("throws"), InlineData("null")]
    public async Task A_launcher_that_fails_fails_one_start(string how)
    {
        await using var spinner = Create(new Launcher(how));

        var error = await Assert.ThrowsAsync<SpinnerRejectedException>(() => spinner.StartAsync(Bad));

        Assert.Equal(SpinnerError.SpawnFailed, error.Reason);
        await spinner.StartAsync(Good);
    }

    [Fact(Timeout = Limit)]
    public async Task A_launcher_that_blocks_blocks_one_start_and_what_it_spawns_too_late_is_killed()
    {
        using var launcher = new BlockingLauncher();
        var spinner = Create(launcher);
        var bad = spinner.StartAsync(Bad with { StartTimeout = TimeSpan.FromSeconds(1) });
        await launcher.Entered.Task;

        await spinner.StartAsync(Good);
        await spinner.StopAsync("good");

        var error = await Assert.ThrowsAsync<SpinnerRejectedException>(() => bad);
        Assert.Equal(SpinnerError.StartTimedOut, error.Reason);
        launcher.Unblock();
        await Eventually.HoldsAsync(() => launcher.Good.LaunchesOf("bad") is [{ IsDisposed: true }], "what came too late was killed");
        await spinner.DisposeAsync();
    }

    [Fact(Timeout = Limit)]
    public async Task A_stop_while_it_is_spawned_is_obeyed_when_it_is()
    {
        using var launcher = new BlockingLauncher();
        await using var spinner = Create(launcher);
        var bad = spinner.StartAsync(Bad);
        await launcher.Entered.Task;
        var stop = spinner.StopAsync("bad");

        launcher.Unblock();

        Assert.Equal(new StopSucceeded("bad", WasRunning: true), await stop);
        Assert.Equal(SpinnerError.Aborted, (await Assert.ThrowsAsync<SpinnerRejectedException>(() => bad)).Reason);
        Assert.Equal(["SIGTERM"], launcher.Good.LaunchesOf("bad")[0].Signals);
    }

    [Fact(Timeout = Limit)]
    public async Task A_launch_whose_every_member_throws_or_gives_null_is_started_shown_and_stopped()
    {
        await using var spinner = Create(new Launcher("launch"));

        // It hears no signal: at the end all its time-outs are waited for.
        var ready = await spinner.StartAsync(Bad with { StopTimeout = TimeSpan.FromSeconds(0.1), KillTimeout = TimeSpan.FromSeconds(0.1) });

        Assert.NotNull(ready.Endpoint);
        Assert.Empty((await spinner.ListAsync())["bad"].ErrorTail);
        await spinner.StartAsync(Good);
        await spinner.StopAsync("good");
    }

    [Theory(Timeout = Limit), InlineData(false), InlineData(true)]
    public async Task A_logger_that_throws_or_blocks_costs_its_child_nothing(bool blocks)
    {
        using var blocked = new ManualResetEventSlim();
        try
        {
            await using var spinner = Create(FakeLauncher.Obedient());
            var logger = new Logger(() =>
            {
                if (!blocks) throw new IOException("the disk is full");
                blocked.Wait();
            });

            await spinner.StartAsync(Bad with { Logger = logger });
            await spinner.StartAsync(Good);

            await Eventually.HoldsAsync(() => logger.Asked, "the logger was asked");
            Assert.Equal(new StopSucceeded("bad", WasRunning: true), await spinner.StopAsync("bad"));
        }
        finally
        {
            blocked.Set();
        }
    }

    [Theory(Timeout = Limit)]
    [InlineData("spinner.child.starts"), InlineData("spinner.child.start.duration"), InlineData("spinner.child.restarts")]
    [InlineData("spinner.child.faults"), InlineData("spinner.child.idle_stops")]
    public async Task A_meter_listener_that_throws_changes_nothing(string instrument)
    {
        using var meters = new MeterListener();
        meters.InstrumentPublished = (i, listener) =>
        {
            if (i.Meter.Name == SpinnerTelemetry.Name && i.Name == instrument) listener.EnableMeasurementEvents(i);
        };
        meters.SetMeasurementEventCallback<long>((_, _, tags, _) => ThrowIfOurs(tags));
        meters.SetMeasurementEventCallback<double>((_, _, tags, _) => ThrowIfOurs(tags));
        meters.Start();

        await LivesAsync();
    }

    [Theory(Timeout = Limit), InlineData(true), InlineData(false)]
    public async Task An_activity_listener_that_throws_changes_nothing(bool atStart)
    {
        using var activities = new ActivityListener
        {
            ShouldListenTo = source => source.Name == SpinnerTelemetry.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStarted = a => { if (atStart && IsOurs(a)) throw new InvalidOperationException("started"); },
            ActivityStopped = a => { if (!atStart && IsOurs(a)) throw new InvalidOperationException("stopped"); },
        };
        ActivitySource.AddActivityListener(activities);

        await LivesAsync();
    }

    private async Task LivesAsync()
    {
        var launcher = FakeLauncher.Obedient();
        var spinner = Create(launcher);
        var events = spinner.WatchAsync().GetAsyncEnumerator();
        Assert.True(await events.MoveNextAsync());

        await spinner.StartAsync(Good);
        await spinner.RestartAsync("good");
        launcher.FailNext(SpawnFailure.CommandNotFound, "no such command");
        await Assert.ThrowsAsync<SpinnerRejectedException>(() => spinner.StartAsync(Bad));
        await spinner.StopAsync("good");

        Assert.True(await events.MoveNextAsync());
        Assert.IsType<ChildStarted>(events.Current);
        await spinner.DisposeAsync();
    }

    // Other tests measure beside this one.
    private static void ThrowIfOurs(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        foreach (var (key, value) in tags)
            if (key == "spinner.name" && value as string == "hostile") throw new InvalidOperationException("a listener");
    }

    private static bool IsOurs(Activity activity) => activity.GetTagItem("spinner.name") as string == "hostile";

    private ISpinner Create(IProcessLauncher launcher, IEndpointSource? source = null) =>
        Sys.CreateSpinner(new SpinnerOptions { Launcher = launcher, Endpoints = source ?? new FakeEndpoints() }, "hostile");
}
