using Akka.Actor;
using Spinner.Actors.TestKit;
using Spinner.Actors.Uses;

namespace Spinner.Actors.Tests.Facade;

/// <summary>Leases of actors that ask by message, in virtual time: a child lives as long as somebody who holds it, and its idle time beyond that.</summary>
public sealed class MessageLeaseSpec() : LeaseSpecs("leases")
{
    [Fact]
    public async Task A_child_lives_until_the_last_holder_has_ended_and_then_for_its_idle_time()
    {
        var (one, other) = (CreateTestProbe(), CreateTestProbe());
        await LeaseAsync(one);
        await LeaseAsync(other);
        Clock.Advance(Year);
        Assert.Equal([Path(one), Path(other)], await HoldersAsync());
        Assert.Equal(2, (await AliveAsync()).Uses);

        await EndAsync(one);
        Clock.Advance(Year);
        Assert.Equal([Path(other)], await HoldersAsync());

        await EndAsync(other);
        Assert.Empty(await HoldersAsync());
        Assert.Equal(Clock.GetUtcNow() + Idle, (await AliveAsync()).IdleDueAt);
        Clock.Advance(Idle * 2);
        Assert.Equal(ChildState.Stopped, (await Spinner.GetAsync("web"))!.State);
    }

    [Fact]
    public async Task A_lease_goes_over_to_the_next_launch()
    {
        var holder = CreateTestProbe();
        await LeaseAsync(holder);
        Launcher.Last.Exit(1);
        Assert.Equal(2, Launcher.Launches.Count);
        Clock.Advance(Year);
        await Spinner.RestartAsync("web");
        Clock.Advance(Year);
        Assert.Equal((1, 3), ((await AliveAsync()).Uses, Launcher.Launches.Count));

        await Spinner.StopAsync("web"); // a lease keeps nobody from stopping it
        Assert.Equal(0, Launcher.Living);
        await Spinner.StartAsync("web");
        Clock.Advance(Year);
        Assert.Equal([Path(holder)], await HoldersAsync());
    }

    [Fact]
    public async Task A_lease_taken_twice_is_one_and_ends_on_request()
    {
        var holder = CreateTestProbe();
        await LeaseAsync(holder);
        await LeaseAsync(holder);
        Assert.Equal(1, (await AliveAsync()).Uses);
        Spinner.Manager.Tell(new EndLease("web"), holder);
        Assert.Equal(new LeaseEnded("web", WasHeld: true), await holder.ExpectMsgAsync<LeaseEnded>());
        Spinner.Manager.Tell(new EndLease("web"), holder);
        Assert.Equal(new LeaseEnded("web", WasHeld: false), await holder.ExpectMsgAsync<LeaseEnded>());
        Spinner.Manager.Tell(new EndLease("nobody"), holder);
        Assert.Equal("nobody", (await holder.ExpectMsgAsync<NoSuchChild>()).Name);
        Assert.Equal(0, (await AliveAsync()).Uses);
    }

    [Fact]
    public async Task A_start_that_fails_leaves_no_lease()
    {
        Launcher.FailNext(SpawnFailure.CommandNotFound, "gone");
        var holder = CreateTestProbe();
        Spinner.Manager.Tell(new StartChild("web") { Lease = true }, holder);
        await holder.ExpectMsgAsync<Rejected>();
        await Spinner.StartAsync("web");
        Assert.Empty(await HoldersAsync());
    }

    [Fact]
    public async Task A_lease_that_is_let_go_of_before_it_is_taken_is_never_taken()
    {
        IsReadyAtOnce = false;
        Spinner.Manager.Tell(new StartChild("web") { Lease = true }, TestActor);
        Spinner.Manager.Tell(new EndLease("web"), TestActor);
        Assert.Equal(new LeaseEnded("web", WasHeld: false), await ExpectMsgAsync<LeaseEnded>());
        Launcher.Last.BecomeReady();
        await ExpectMsgAsync<ChildReady>();
        Assert.Empty(await HoldersAsync());
    }

    [Fact]
    public async Task A_lease_that_is_renewed_starts_nothing()
    {
        Assert.Null(await RenewAsync("nobody"));
        Assert.False(await RenewAsync()); // never started
        await Spinner.StartAsync("web");
        Assert.True(await RenewAsync());
        Assert.Equal([TestActor.Path.ToString()], await HoldersAsync());

        Launcher.Last.OnTerminate = null;
        var stop = Spinner.StopAsync("web");
        await AwaitConditionAsync(async () => (await Spinner.GetAsync("web"))!.State == ChildState.Stopping);
        Spinner.Manager.Tell(new EndLease("web"), TestActor);
        await ExpectMsgAsync<LeaseEnded>();
        Assert.False(await RenewAsync());
        Launcher.Last.Exit(0);
        await stop;

        Launcher.FailNext(SpawnFailure.CommandNotFound, "gone");
        await Assert.ThrowsAsync<SpinnerRejectedException>(() => Spinner.StartAsync("web"));
        Assert.False(await RenewAsync()); // faulted
        Assert.Single(Launcher.Launches);

        Task<bool?> RenewAsync(string name = "web") => ((LocalSpinner)Spinner).HoldAsync(name, new Holder(TestActor), CancellationToken.None);
    }

    [Fact]
    public async Task Nobody_cannot_hold_a_child()
    {
        Spinner.Manager.Tell(new StartChild("web") { Lease = true }, ActorRefs.NoSender);
        Assert.Empty(Launcher.Launches);
        await Spinner.StartAsync("web");
        Assert.Empty(await HoldersAsync());
    }

    private async Task LeaseAsync(Akka.TestKit.TestProbe holder)
    {
        Spinner.Manager.Tell(new StartChild("web") { Lease = true }, holder);
        await holder.ExpectMsgAsync<ChildReady>();
    }

    private async Task EndAsync(Akka.TestKit.TestProbe holder)
    {
        Watch(holder);
        Sys.Stop(holder);
        await ExpectTerminatedAsync(holder);
    }

    private async Task<AliveBecause> AliveAsync() => (await Spinner.GetAsync("web"))!.AliveBecause!;

    private async Task<IReadOnlyList<string>> HoldersAsync() => (await AliveAsync()).Leases;

    private static string Path(Akka.TestKit.TestProbe holder) => holder.Ref.Path.ToString();
}
