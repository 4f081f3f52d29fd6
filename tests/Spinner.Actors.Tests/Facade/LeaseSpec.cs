using Akka.Actor;
using Microsoft.Extensions.Time.Testing;
using Spinner.Actors.TestKit;

namespace Spinner.Actors.Tests.Facade;

/// <summary>Lease objects, in virtual time: each counts by itself, whatever actor, thread or task took it.</summary>
public sealed class LeaseSpec : Akka.TestKit.Xunit2.TestKit, IAsyncLifetime
{
    private static readonly TimeSpan Year = TimeSpan.FromDays(365);

    private readonly FakeTimeProvider _clock = new();
    private readonly FakeLauncher _launcher;
    private readonly ISpinner _spinner;
    private bool _isReadyAtOnce = true;

    public LeaseSpec() : base(VirtualTime.Config, "lease-objects")
    {
        _launcher = new FakeLauncher(Play);
        _spinner = Sys.CreateSpinner(VirtualTime.Options(_clock, _launcher) with { Children = [Web, Web with { Name = "job", Kind = ChildKind.Task, IdleTime = null }] });
    }

    private static ChildOptions Web { get; } = new() { Name = "web", Command = "any", IdleTime = TimeSpan.FromMinutes(30) };

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _spinner.DisposeAsync();

    [Fact]
    public async Task Two_components_outside_of_actors_do_not_end_each_others_lease()
    {
        var (one, other) = (await _spinner.LeaseAsync("web"), await _spinner.LeaseAsync(Web));
        Assert.Equal([one.Holder, other.Holder], await HoldersAsync());
        Assert.NotEqual(one.Holder, other.Holder);
        Assert.Equal(1, other.Ready.Launch);
        await one.DisposeAsync();
        await HeldForAYearAsync(other.Holder);
        await other.DisposeAsync();
        await StoppedWhenIdleAsync();
    }

    [Fact]
    public async Task A_lease_disposed_twice_or_at_once_from_everywhere_ends_once()
    {
        var (one, other) = (await _spinner.LeaseAsync("web"), await _spinner.LeaseAsync("web"));
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => one.DisposeAsync().AsTask())));
        await one.DisposeAsync();
        await HeldForAYearAsync(other.Holder);
        Assert.Equal(1, (await _spinner.GetAsync("web"))!.AliveBecause!.Uses);
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("configure await")]
    [InlineData("task run")]
    public async Task Wherever_a_handler_takes_it_the_lease_ends_with_the_actor_it_names(string how)
    {
        var user = Sys.ActorOf(Props.Create(() => new User(_spinner)));
        Assert.Equal(user.Path.ToString(), await user.Ask<string>(how, RemainingOrDefault));
        await HeldForAYearAsync(user.Path.ToString());
        Watch(user);
        Sys.Stop(user);
        await ExpectTerminatedAsync(user);
        await StoppedWhenIdleAsync();
    }

    [Fact]
    public async Task An_actor_may_hold_more_than_one_lease_and_disposing_one_ends_no_other()
    {
        var holder = CreateTestProbe();
        var (one, other) = (await _spinner.LeaseAsync("web", holder), await _spinner.LeaseAsync(Web, holder));
        _spinner.Manager.Tell(new StartChild("web") { Lease = true }, holder);
        await holder.ExpectMsgAsync<Ready>();
        Assert.Equal(3, (await HoldersAsync()).Count);
        await one.DisposeAsync();
        _spinner.Manager.Tell(new EndLease("web"), holder);
        Assert.True((await holder.ExpectMsgAsync<LeaseEnded>()).WasHeld);
        await HeldForAYearAsync(other.Holder);
        Sys.Stop(holder);
        await StoppedWhenIdleAsync();
    }

    [Fact]
    public async Task An_actor_that_has_ended_holds_nothing()
    {
        var holder = CreateTestProbe();
        Watch(holder);
        Sys.Stop(holder);
        await ExpectTerminatedAsync(holder);
        await using var lease = await _spinner.LeaseAsync("web", holder);
        await StoppedWhenIdleAsync();
        await Assert.ThrowsAsync<ArgumentException>(() => _spinner.LeaseAsync("web", ActorRefs.Nobody));
        await Assert.ThrowsAsync<ArgumentNullException>(() => _spinner.LeaseAsync("web", (IActorRef)null!));
    }

    [Fact]
    public async Task A_start_that_fails_holds_nothing()
    {
        var unknown = await Assert.ThrowsAsync<SpinnerException>(() => _spinner.LeaseAsync("wbe"));
        Assert.Equal(StartFailure.NoSuchChild, unknown.Reason);
        var task = _spinner.LeaseAsync("job");
        await Eventually.HoldsAsync(() => _launcher.Living == 1, "the task runs");
        _launcher.Last.Exit(0);
        Assert.Equal(StartFailure.Aborted, (await Assert.ThrowsAsync<SpinnerException>(() => task)).Reason);
        _launcher.FailNext(Processes.SpawnFailure.CommandNotFound, "gone");
        await Assert.ThrowsAsync<SpinnerException>(() => _spinner.LeaseAsync("web"));
        await _spinner.RestartAsync("web");
        Assert.Empty(await HoldersAsync());
    }

    [Fact]
    public async Task Who_gives_up_holds_nothing_however_late_the_child_is_ready()
    {
        _isReadyAtOnce = false;
        using var patience = new CancellationTokenSource();
        var (lease, start) = (_spinner.LeaseAsync("web", patience.Token), _spinner.StartAsync("web"));
        await Eventually.HoldsAsync(() => _launcher.Launches.Count == 1, "it is launched");
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => lease);
        _launcher.Last.BecomeReady();
        await start;
        Assert.Empty(await HoldersAsync());
    }

    [Fact]
    public async Task A_lease_that_is_given_up_behind_a_removal_is_not_taken_afterwards()
    {
        await _spinner.StartAsync("web");
        _launcher.Last.OnTerminate = null;
        var removal = _spinner.RemoveAsync("web");
        await AwaitConditionAsync(async () => (await _spinner.GetAsync("web"))!.State == ChildState.Stopping);
        using var patience = new CancellationTokenSource();
        var (lease, start) = (_spinner.LeaseAsync(Web, patience.Token), _spinner.StartAsync(Web));
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => lease);
        _launcher.Last.Exit(0);
        await removal;
        await start;
        Assert.Empty(await HoldersAsync());
    }

    [Fact]
    public async Task A_lease_may_be_disposed_after_its_child_and_after_the_spinner()
    {
        var (removed, left) = (await _spinner.LeaseAsync("web"), await _spinner.LeaseAsync("web"));
        await _spinner.RemoveAsync("web");
        await removed.DisposeAsync();
        await _spinner.DisposeAsync();
        await left.DisposeAsync();
        await left.DisposeAsync();
    }

    private async Task HeldForAYearAsync(string holder)
    {
        _clock.Advance(Year);
        Assert.Equal([holder], await HoldersAsync());
    }

    private async Task StoppedWhenIdleAsync()
    {
        await AwaitConditionAsync(async () => (await HoldersAsync()).Count == 0);
        _clock.Advance(Year);
        Assert.Equal(ChildState.Stopped, (await _spinner.GetAsync("web"))!.State);
    }

    private void Play(FakeLaunch launch)
    {
        launch.OnTerminate = static l => l.Exit(0);
        if (_isReadyAtOnce) launch.BecomeReady();
    }

    private async Task<IReadOnlyList<string>> HoldersAsync() => (await _spinner.GetAsync("web"))!.AliveBecause?.Leases ?? [];

    private sealed class User(ISpinner spinner) : UntypedActor
    {
        protected override void OnReceive(object message) => TakeAsync((string)message, Self).PipeTo(Sender);

        private async Task<string> TakeAsync(string how, IActorRef self)
        {
            if (how == "configure await") await Task.Yield();
            if (how == "configure await") await spinner.ListAsync().ConfigureAwait(false);
            var lease = how == "task run" ? await Task.Run(() => spinner.LeaseAsync("web", self)) : await spinner.LeaseAsync("web", self);
            return lease.Holder;
        }
    }
}
