using Akka.Actor;
using Spinner.Actors.TestKit;

namespace Spinner.Actors.Tests.Facade;

/// <summary>Lease objects, in virtual time: each counts by itself, whatever actor, thread or task took it.</summary>
public sealed class LeaseSpec() : LeaseSpecs("lease-objects", Web with { Name = "job", Kind = ChildKind.Task, IdleTime = null })
{
    [Fact]
    public async Task Two_components_outside_of_actors_do_not_end_each_others_lease()
    {
        var (one, other) = (await Spinner.LeaseAsync("web"), await Spinner.LeaseAsync(Web));
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
        var (one, other) = (await Spinner.LeaseAsync("web"), await Spinner.LeaseAsync("web"));
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => one.DisposeAsync().AsTask())));
        await one.DisposeAsync();
        await HeldForAYearAsync(other.Holder);
        Assert.Equal(1, (await Spinner.GetAsync("web"))!.AliveBecause!.Uses);
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("configure await")]
    [InlineData("task run")]
    public async Task Wherever_a_handler_takes_it_the_lease_ends_with_the_actor_it_names(string how)
    {
        var user = Sys.ActorOf(Props.Create(() => new User(Spinner)));
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
        var (one, other) = (await Spinner.LeaseAsync("web", holder), await Spinner.LeaseAsync(Web, holder));
        Spinner.Manager.Tell(new StartChild("web") { Lease = true }, holder);
        await holder.ExpectMsgAsync<ChildReady>();
        Assert.Equal(3, (await HoldersAsync()).Count);
        await one.DisposeAsync();
        Spinner.Manager.Tell(new EndLease("web"), holder);
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
        await using var lease = await Spinner.LeaseAsync("web", holder);
        await StoppedWhenIdleAsync();
        await Assert.ThrowsAsync<ArgumentException>(() => Spinner.LeaseAsync("web", ActorRefs.Nobody));
        await Assert.ThrowsAsync<ArgumentNullException>(() => Spinner.LeaseAsync("web", (IActorRef)null!));
    }

    [Fact]
    public async Task A_start_that_fails_holds_nothing()
    {
        var unknown = await Assert.ThrowsAsync<SpinnerRejectedException>(() => Spinner.LeaseAsync("wbe"));
        Assert.Equal(SpinnerError.NoSuchChild, unknown.Reason);
        var task = Spinner.LeaseAsync("job");
        await Eventually.HoldsAsync(() => Launcher.Living == 1, "the task runs");
        Launcher.Last.Exit(0);
        Assert.Equal(SpinnerError.Aborted, (await Assert.ThrowsAsync<SpinnerRejectedException>(() => task)).Reason);
        Launcher.FailNext(SpawnFailure.CommandNotFound, "gone");
        await Assert.ThrowsAsync<SpinnerRejectedException>(() => Spinner.LeaseAsync("web"));
        await Spinner.RestartAsync("web");
        Assert.Empty(await HoldersAsync());
    }

    [Fact]
    public async Task Who_gives_up_holds_nothing_however_late_the_child_is_ready()
    {
        IsReadyAtOnce = false;
        using var patience = new CancellationTokenSource();
        var (lease, start) = (Spinner.LeaseAsync("web", patience.Token), Spinner.StartAsync("web"));
        await Eventually.HoldsAsync(() => Launcher.Launches.Count == 1, "it is launched");
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => lease);
        Launcher.Last.BecomeReady();
        await start;
        Assert.Empty(await HoldersAsync());
    }

    [Fact]
    public async Task A_lease_that_is_given_up_behind_a_removal_is_not_taken_afterwards()
    {
        await Spinner.StartAsync("web");
        Launcher.Last.OnTerminate = null;
        var removal = Spinner.RemoveAsync("web");
        await AwaitConditionAsync(async () => (await Spinner.GetAsync("web"))!.State == ChildState.Stopping);
        using var patience = new CancellationTokenSource();
        var (lease, start) = (Spinner.LeaseAsync(Web, patience.Token), Spinner.StartAsync(Web));
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => lease);
        Launcher.Last.Exit(0);
        await removal;
        await start;
        Assert.Empty(await HoldersAsync());
    }

    [Fact]
    public async Task A_lease_may_be_disposed_after_its_child_and_after_theSpinner()
    {
        var (removed, left) = (await Spinner.LeaseAsync("web"), await Spinner.LeaseAsync("web"));
        await Spinner.RemoveAsync("web");
        await removed.DisposeAsync();
        await Spinner.DisposeAsync();
        await left.DisposeAsync();
        await left.DisposeAsync();
    }

    private async Task HeldForAYearAsync(string holder)
    {
        Clock.Advance(Year);
        Assert.Equal([holder], await HoldersAsync());
    }

    private async Task StoppedWhenIdleAsync()
    {
        await AwaitConditionAsync(async () => (await HoldersAsync()).Count == 0);
        Clock.Advance(Year);
        Assert.Equal(ChildState.Stopped, (await Spinner.GetAsync("web"))!.State);
    }

    private async Task<IReadOnlyList<string>> HoldersAsync() => (await Spinner.GetAsync("web"))!.AliveBecause?.Leases ?? [];

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
