using Akka.Actor;
using Akka.TestKit;
using Microsoft.Extensions.Time.Testing;
using Spinner.Actors.Children;
using Spinner.Actors.Signals;
using Spinner.Actors.Uses;
using Spinner.Actors.Management;
using Spinner.Actors.TestKit;

namespace Spinner.Actors.Tests.Facade;

/// <summary>The in-process facade in virtual time, over children that are ready at once and stop when asked.</summary>
public sealed partial class SpinnerSpec : Akka.TestKit.Xunit2.TestKit, IAsyncLifetime
{
    private readonly FakeTimeProvider _clock = new();
    private readonly FakeLauncher _launcher = FakeLauncher.Obedient();
    private readonly ISpinner _spinner;

    public SpinnerSpec() : base(VirtualTime.Config, "facade") =>
        _spinner = Sys.CreateSpinner(VirtualTime.Options(_clock, _launcher) with { Children = [Web] });

    private static ChildOptions Web { get; } = new() { Name = "web", Command = "any", IdleTime = TimeSpan.FromMinutes(30) };

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _spinner.DisposeAsync();

    [Fact]
    public async Task A_warm_start_is_one_cached_task()
    {
        var cold = await _spinner.StartAsync("web");

        var warm = _spinner.StartAsync("web");

        Assert.Same(warm, _spinner.StartAsync("web"));
        Assert.Equal(cold with { AlreadyRunning = true }, await warm);
        Assert.False(cold.AlreadyRunning);
    }

    [Fact]
    public async Task A_warm_start_with_the_options_in_force_is_cached_too_and_with_others_says_so()
    {
        await _spinner.StartAsync(Web);
        var other = Web with { Attempts = 7 };

        Assert.Same(_spinner.StartAsync(Web), _spinner.StartAsync(Web with { }));
        Assert.False((await _spinner.StartAsync(Web)).OptionsIgnored);
        Assert.True((await _spinner.StartAsync(other)).OptionsIgnored);
        Assert.True((await _spinner.StartAsync(other)).OptionsIgnored);
        Assert.Single(_launcher.Launches);
    }

    [Fact]
    public async Task A_warm_use_allocates_nothing()
    {
        await _spinner.StartAsync("web");
        Use(1000);
        var before = GC.GetAllocatedBytesForCurrentThread();

        Use(1000);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Use(int times)
        {
            for (var i = 0; i < times; i++)
            {
                if (!_spinner.TryUse("web", out var use)) throw new InvalidOperationException("It is started.");
                use.Dispose();
            }
        }
    }

    [Fact]
    public async Task TryUse_never_starts_and_UseAsync_does()
    {
        Assert.False(_spinner.TryUse("web", out _));
        Assert.False(_spinner.TryUse("nobody", out _));
        Assert.Empty(_launcher.Launches);

        using var use = await _spinner.UseAsync("web");

        Assert.Equal(_launcher.Last.Plan.Endpoint, use.Endpoint);
        Assert.Equal(1, use.Launch);
    }

    [Fact]
    public async Task A_use_keeps_the_child_alive_and_the_idle_time_counts_from_its_end()
    {
        var use = await _spinner.UseAsync("web");
        _clock.Advance(TimeSpan.FromDays(365));
        Assert.Equal(1, (await _spinner.GetAsync("web"))!.AliveBecause!.Uses);

        use.Dispose();
        _clock.Advance(TimeSpan.FromMinutes(29));
        Assert.Equal(ChildState.Started, (await _spinner.GetAsync("web"))!.State);
        _clock.Advance(TimeSpan.FromMinutes(32));

        var info = (await _spinner.GetAsync("web"))!;
        Assert.Equal(ChildState.Stopped, info.State);
        Assert.Equal("unused for 30 min", info.DownBecause);
    }

    [Fact]
    public async Task A_script_is_started_by_its_path_and_a_clear_error_without_a_runner()
    {
        using var directory = new TempDirectory();
        var script = directory.Make("hello.py");

        await _spinner.StartScriptAsync(script);

        Assert.Equal(("python3", script), (_launcher.Last.Plan.Command, _launcher.Last.Plan.Name));

        var refused = await Assert.ThrowsAsync<SpinnerRejectedException>(() => _spinner.StartScriptAsync("nobody"));

        Assert.Equal(SpinnerError.InvalidOptions, refused.Reason);
        Assert.Contains(".py", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unknown_names_are_answers_not_exceptions()
    {
        Assert.Null(await _spinner.GetAsync("nobody"));
        Assert.Equal(new NoSuchChild("nobody") { Detail = "no child 'nobody'; declared: web" }, await _spinner.StopAsync("nobody"));
        Assert.Equal(new NoSuchChild("nobody") { Detail = "no child 'nobody'; declared: web" }, await _spinner.RestartAsync("nobody"));
        Assert.Equal(new NoSuchChild("nobody") { Detail = "no child 'nobody'; declared: web" }, await _spinner.RemoveAsync("nobody"));
    }

    [Fact]
    public async Task List_is_keyed_by_name_and_knows_declared_children()
    {
        await _spinner.StartAsync(new ChildOptions { Name = "api", Command = "any" });

        var list = await _spinner.ListAsync();

        Assert.Equal(["api", "web"], list.Keys.Order());
        Assert.Equal((ChildState.Started, ChildState.Stopped), (list["api"].State, list["web"].State));
        Assert.Equal("never started", list["web"].DownBecause);
    }

    [Fact]
    public async Task All_stop_and_a_removed_name_is_forgotten()
    {
        await _spinner.StartAsync("web");
        await _spinner.StartAsync(new ChildOptions { Name = "api", Command = "any" });

        Assert.Empty((await _spinner.StopAllAsync()).Failed);
        Assert.Equal(new ChildRemoved("api"), await _spinner.RemoveAsync("api"));

        Assert.Equal(["web"], (await _spinner.ListAsync()).Keys);
        Assert.Equal(0, _launcher.Living);
    }

    [Fact]
    public async Task Watching_begins_with_a_snapshot_and_replays_on_request()
    {
        await _spinner.StartAsync("web");
        await _spinner.StopAsync("web");

        var seen = new List<SpinnerEvent>();
        await foreach (var happened in _spinner.WatchAsync(after: 0))
        {
            seen.Add(happened);
            if (seen.Count == 3) break;
        }

        Assert.Equal(ChildState.Stopped, Assert.IsType<WatchStarted>(seen[0]).Children["web"].State);
        Assert.Equal(1, Assert.IsType<ChildStarted>(seen[1]).Sequence);
        Assert.Equal((2L, TransitionCause.Stop), (seen[2].Sequence, Assert.IsType<ChildStopped>(seen[2]).Cause));
    }

    [Fact]
    public async Task After_its_end_everything_says_so_at_once()
    {
        await _spinner.StartAsync("web");

        await _spinner.DisposeAsync();

        Assert.Equal(0, _launcher.Living);
        Assert.False(_spinner.TryUse("web", out _));
        await Assert.ThrowsAnyAsync<ObjectDisposedException>(() => _spinner.StartAsync("web"));
        Assert.Contains("'spinner' has ended", (await Assert.ThrowsAnyAsync<ObjectDisposedException>(() => _spinner.ListAsync())).Message, StringComparison.Ordinal);
        await _spinner.DisposeAsync();
    }

    [Fact]
    public async Task A_manager_that_never_answers_ends_in_a_timeout_after_all_time_outs_of_the_child()
    {
        var deaf = CreateTestProbe();
        var options = VirtualTime.Options(_clock, _launcher);
        var spinner = new LocalSpinner(new SpinnerSetup("deaf", options, _launcher, options.Endpoints!), deaf, null!);

        var start = spinner.StartAsync(Web);
        _clock.Advance(TimeSpan.FromSeconds(69));
        Assert.False(start.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(1));

        await Assert.ThrowsAsync<TimeoutException>(() => start);
        var asked = deaf.ExpectMsg<Signals.Request>();
        Assert.Same(asked.From, deaf.ExpectMsg<Signals.Cancelled>().From);
    }

    [Fact]
    public async Task A_cancelled_call_leaves_alone()
    {
        var launcher = new FakeLauncher(static launch => launch.OnTerminate = static l => l.Exit(0));
        await using var spinner = Sys.CreateSpinner(VirtualTime.Options(_clock, launcher), "cancelling");
        await spinner.ListAsync(); // it is up: Akka makes an actor of /user on another thread
        using var patience = new CancellationTokenSource();
        var leaves = spinner.StartAsync(Web, patience.Token);
        var stays = spinner.StartAsync(Web);

        await patience.CancelAsync();
        launcher.Last.BecomeReady();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leaves);
        Assert.Equal(launcher.Last.Pid, (await stays).Pid);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => spinner.StopAsync("web", patience.Token));
        Assert.True(launcher.Last.IsAlive);
    }

    [Fact]
    public void Wrong_options_of_a_spinner_are_told_all_at_once()
    {
        var wrong = new SpinnerOptions
        {
            DrainTimeout = TimeSpan.FromSeconds(-1),
            Defaults = new() { Attempts = 0 },
            Children = [new() { Name = "x", Command = "any", IdleTime = TimeSpan.Zero }],
        };

        var refused = Assert.Throws<ArgumentException>(() => Sys.CreateSpinner(wrong, "wrong"));

        Assert.Contains("DrainTimeout", refused.Message, StringComparison.Ordinal);
        Assert.Contains("Defaults.Attempts", refused.Message, StringComparison.Ordinal);
        Assert.Contains("IdleTime", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void One_spinner_per_name() => Assert.Throws<InvalidActorNameException>(() => Sys.CreateSpinner());
}
