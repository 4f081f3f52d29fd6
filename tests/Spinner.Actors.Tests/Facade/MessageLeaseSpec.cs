using Akka.Actor;
using Microsoft.Extensions.Time.Testing;
using Spinner.Actors.TestKit;
using Spinner.Actors.Uses;

namespace Spinner.Actors.Tests.Facade;

/// <summary>Leases of actors that ask by message, in virtual time: a child lives as long as somebody who holds it, and its idle time beyond that.</summary>
public sealed class MessageLeaseSpec : Akka.TestKit.Xunit2.TestKit, IAsyncLifetime
{
    private static readonly TimeSpan Idle = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan Year = TimeSpan.FromDays(365);

    private readonly FakeTimeProvider _clock = new();
    private readonly FakeLauncher _launcher;
    private readonly ISpinner _spinner;
    private bool _isReadyAtOnce = true;

    public MessageLeaseSpec() : base(VirtualTime.Config, "leases")
    {
        _launcher = new FakeLauncher(Play);
        _spinner = Sys.CreateSpinner(VirtualTime.Options(_clock, _launcher) with { Children = [Web] });
    }

    private static ChildOptions Web { get; } = new() { Name = "web", Command = "any", IdleTime = Idle };

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _spinner.DisposeAsync();

    [Fact]
    public async Task A_child_lives_until_the_last_holder_has_ended_and_then_for_its_idle_time()
    {
        var (one, other) = (CreateTestProbe(), CreateTestProbe());
        await LeaseAsync(one);
        await LeaseAsync(other);
        _clock.Advance(Year);
        Assert.Equal([Path(one), Path(other)], await HoldersAsync());
        Assert.Equal(2, (await AliveAsync()).Uses);

        await EndAsync(one);
        _clock.Advance(Year);
        Assert.Equal([Path(other)], await HoldersAsync());

        await EndAsync(other);
        Assert.Empty(await HoldersAsync());
        Assert.Equal(_clock.GetUtcNow() + Idle, (await AliveAsync()).IdleDueAt);
        _clock.Advance(Idle * 2);
        Assert.Equal(ChildState.Stopped, (await _spinner.GetAsync("web"))!.State);
    }

    [Fact]
    public async Task A_lease_goes_over_to_the_next_launch()
    {
        var holder = CreateTestProbe();
        await LeaseAsync(holder);
        _launcher.Last.Exit(1);
        Assert.Equal(2, _launcher.Launches.Count);
        _clock.Advance(Year);
        await _spinner.RestartAsync("web");
        _clock.Advance(Year);
        Assert.Equal((1, 3), ((await AliveAsync()).Uses, _launcher.Launches.Count));

        await _spinner.StopAsync("web"); // a lease keeps nobody from stopping it
        Assert.Equal(0, _launcher.Living);
        await _spinner.StartAsync("web");
        _clock.Advance(Year);
        Assert.Equal([Path(holder)], await HoldersAsync());
    }

    [Fact]
    public async Task A_lease_taken_twice_is_one_and_ends_on_request()
    {
        var holder = CreateTestProbe();
        await LeaseAsync(holder);
        await LeaseAsync(holder);
        Assert.Equal(1, (await AliveAsync()).Uses);
        _spinner.Manager.Tell(new EndLease("web"), holder);
        Assert.Equal(new LeaseEnded("web", WasHeld: true), await holder.ExpectMsgAsync<LeaseEnded>());
        _spinner.Manager.Tell(new EndLease("web"), holder);
        Assert.Equal(new LeaseEnded("web", WasHeld: false), await holder.ExpectMsgAsync<LeaseEnded>());
        _spinner.Manager.Tell(new EndLease("nobody"), holder);
        Assert.Equal("nobody", (await holder.ExpectMsgAsync<NoSuchChild>()).Name);
        Assert.Equal(0, (await AliveAsync()).Uses);
    }

    [Fact]
    public async Task A_start_that_fails_leaves_no_lease()
    {
        _launcher.FailNext(Processes.SpawnFailure.CommandNotFound, "gone");
        var holder = CreateTestProbe();
        _spinner.Manager.Tell(new StartChild("web") { Lease = true }, holder);
        await holder.ExpectMsgAsync<Rejected>();
        await _spinner.StartAsync("web");
        Assert.Empty(await HoldersAsync());
    }

    [Fact]
    public async Task A_lease_that_is_let_go_of_before_it_is_taken_is_never_taken()
    {
        _isReadyAtOnce = false;
        _spinner.Manager.Tell(new StartChild("web") { Lease = true }, TestActor);
        _spinner.Manager.Tell(new EndLease("web"), TestActor);
        Assert.Equal(new LeaseEnded("web", WasHeld: false), await ExpectMsgAsync<LeaseEnded>());
        _launcher.Last.BecomeReady();
        await ExpectMsgAsync<Ready>();
        Assert.Empty(await HoldersAsync());
    }

    [Fact]
    public async Task A_lease_that_is_renewed_starts_nothing()
    {
        Assert.Null(await RenewAsync("nobody"));
        Assert.False(await RenewAsync()); // never started
        await _spinner.StartAsync("web");
        Assert.True(await RenewAsync());
        Assert.Equal([TestActor.Path.ToString()], await HoldersAsync());

        _launcher.Last.OnTerminate = null;
        var stop = _spinner.StopAsync("web");
        await AwaitConditionAsync(async () => (await _spinner.GetAsync("web"))!.State == ChildState.Stopping);
        _spinner.Manager.Tell(new EndLease("web"), TestActor);
        await ExpectMsgAsync<LeaseEnded>();
        Assert.False(await RenewAsync());
        _launcher.Last.Exit(0);
        await stop;

        _launcher.FailNext(Processes.SpawnFailure.CommandNotFound, "gone");
        await Assert.ThrowsAsync<SpinnerException>(() => _spinner.StartAsync("web"));
        Assert.False(await RenewAsync()); // faulted
        Assert.Single(_launcher.Launches);

        Task<bool?> RenewAsync(string name = "web") => ((LocalSpinner)_spinner).HoldAsync(name, new Holder(TestActor), CancellationToken.None);
    }

    [Fact]
    public async Task Nobody_cannot_hold_a_child()
    {
        _spinner.Manager.Tell(new StartChild("web") { Lease = true }, ActorRefs.NoSender);
        Assert.Empty(_launcher.Launches);
        await _spinner.StartAsync("web");
        Assert.Empty(await HoldersAsync());
    }

    private async Task LeaseAsync(Akka.TestKit.TestProbe holder)
    {
        _spinner.Manager.Tell(new StartChild("web") { Lease = true }, holder);
        await holder.ExpectMsgAsync<Ready>();
    }

    private async Task EndAsync(Akka.TestKit.TestProbe holder)
    {
        Watch(holder);
        Sys.Stop(holder);
        await ExpectTerminatedAsync(holder);
    }

    private async Task<AliveBecause> AliveAsync() => (await _spinner.GetAsync("web"))!.AliveBecause!;

    private void Play(FakeLaunch launch)
    {
        launch.OnTerminate = static l => l.Exit(0);
        if (_isReadyAtOnce) launch.BecomeReady();
    }

    private async Task<IReadOnlyList<string>> HoldersAsync() => (await AliveAsync()).Leases;

    private static string Path(Akka.TestKit.TestProbe holder) => holder.Ref.Path.ToString();
}
