using Microsoft.Extensions.Time.Testing;
using Spinner.Actors.Cluster.Launching;
using Spinner.Actors.Cluster.Leases;
using Spinner.Actors.TestKit;
using Spinner.Processes;

namespace Spinner.Actors.Cluster.Tests.Launching;

/// <summary>What is launched lives by the lease, in virtual time.</summary>
public sealed class NodeLeaseSpec : IAsyncDisposable
{
    private const string Name = "web";
    private static readonly int Shard = Shards.Of(Name);
    private static readonly LeaseTimes Times = new(TimeSpan.FromSeconds(5));

    private readonly FakeTimeProvider _clock = new();
    private readonly FakeWatchdog _watchdog = new();
    private readonly FakeLauncher _fakes = FakeLauncher.Obedient();
    private readonly List<string> _notices = [];
    private readonly NodeLease _lease;
    private readonly LeasedLauncher _launcher;

    public NodeLeaseSpec()
    {
        _lease = new NodeLease(new LeaseHolder(new NodeRun("a", 1), 3, Times), _watchdog, _clock, _notices.Add);
        _launcher = new LeasedLauncher(_fakes, _ => _lease);
    }

    public ValueTask DisposeAsync() => _lease.DisposeAsync();

    private ShardSet Renew(params int[] granted)
    {
        var ping = _lease.Ping()!;
        _lease.Take(new LeaseAck(new NodeRun("a", 1), ping.Number, ShardSet.Of(granted)));
        return _lease.Take(new LeaseAck(new NodeRun("b", 1), ping.Number, ShardSet.Of(granted)));
    }

    private static LaunchPlan PlanOf(string name) => new()
    {
        Name = name, Command = "x", Environment = new Dictionary<string, string>(), Endpoint = new TcpEndpoint("127.0.0.1", 1),
    };

    private ILaunch Launch(string name = Name) => _launcher.Launch(PlanOf(name), new Silent());

    private void Hold()
    {
        _lease.Claim(Shard);
        Renew(Shard);
    }

    [Fact]
    public void Without_the_lease_nothing_is_launched()
    {
        _lease.Claim(Shard);
        var refused = Assert.Throws<SpawnException>(() => Launch());
        Assert.Equal(SpawnFailure.Refused, refused.Failure);
        Assert.Contains("lease", refused.Message, StringComparison.Ordinal);
        Assert.Empty(_fakes.Launches);
        Assert.False(_watchdog.IsLaunching);
    }

    [Fact]
    public void What_is_held_anew_is_told()
    {
        _lease.Claim(Shard);
        Assert.Equal([Shard], Renew(Shard).All());
        Assert.True(Renew(Shard).IsEmpty);
        Assert.True(_lease.IsAcknowledged);
    }

    [Fact]
    public void With_it_a_launch_has_the_mark_and_the_watchdog_knows_it()
    {
        Hold();
        var launch = Launch();
        Assert.Equal("the-mark", _fakes.Last.Plan.Environment[LeasedLauncher.Variable]);
        Assert.Equal(new LeasedGroup(launch.Pid, _lease.Now + Times.Lease), Assert.Single(_watchdog.Groups));
        Assert.Equal(_lease.Now + Times.Lease, _watchdog.Until);
        Assert.False(_watchdog.IsLaunching);
    }

    [Fact]
    public void At_its_end_everything_is_killed_by_itself()
    {
        Hold();
        Launch();
        _clock.Advance(Times.Lease - TimeSpan.FromTicks(1));
        Assert.Equal(1, _fakes.Living);
        _clock.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(0, _fakes.Living);
        Assert.Equal(["SIGKILL"], _fakes.Last.Signals);
        Assert.False(_lease.IsAcknowledged);
        Assert.Throws<SpawnException>(() => Launch());
    }

    [Fact]
    public void While_it_is_renewed_everything_lives()
    {
        Hold();
        Launch();
        for (var i = 0; i < 50; i++)
        {
            _clock.Advance(Times.Interval);
            Renew(Shard);
        }

        Assert.Equal(1, _fakes.Living);
    }

    [Fact]
    public void A_shard_that_is_not_granted_any_more_ends_alone()
    {
        var other = Enumerable.Range(0, 100).Select(i => $"other-{i}").First(name => Shards.Of(name) != Shard);
        _lease.Claim(Shards.Of(other));
        _lease.Claim(Shard);
        Renew(Shard, Shards.Of(other));
        Launch();
        Launch(other);
        _clock.Advance(Times.Interval);
        Renew(Shards.Of(other));
        _clock.Advance(Times.Lease - Times.Interval);
        Assert.False(Assert.Single(_fakes.LaunchesOf(Name)).IsAlive);
        Assert.True(Assert.Single(_fakes.LaunchesOf(other)).IsAlive);
    }

    [Fact]
    public void A_shard_is_given_back_when_nothing_of_it_lives()
    {
        Hold();
        Launch();
        _lease.Release(Shard);
        Assert.False(_lease.Holds(Shard));
        Assert.True(_lease.Ping()!.Claims.Has(Shard));
        Assert.Throws<SpawnException>(() => Launch());
        _fakes.Last.Exit(0);
        Assert.False(_lease.Ping()!.Claims.Has(Shard));
        Assert.Null(_watchdog.Until);
    }

    [Fact]
    public void A_shard_is_not_given_back_while_something_is_being_launched_in_it()
    {
        Hold();
        var claimed = false;
        var slow = new FakeLauncher(launch =>
        {
            launch.OnKill = static dying => dying.ExitBySignal(9);
            _lease.Release(Shard);
            claimed = _lease.Ping()!.Claims.Has(Shard);
        });
        new LeasedLauncher(slow, _ => _lease).Launch(PlanOf(Name), new Silent());

        Assert.True(claimed);
        Assert.False(slow.Last.IsAlive);
        Assert.False(_lease.Ping()!.Claims.Has(Shard));
    }

    [Fact]
    public void Who_claims_again_what_it_gives_back_keeps_it()
    {
        Hold();
        Launch();
        _lease.Release(Shard);
        _lease.Claim(Shard);
        Assert.True(_lease.Holds(Shard));
        _fakes.Last.Exit(0);
        Assert.True(_lease.Ping()!.Claims.Has(Shard));
    }

    [Fact]
    public void While_the_watchdog_sleeps_nothing_is_asked_for()
    {
        _watchdog.IsAwake = false;
        Assert.Null(_lease.Ping());
    }

    [Fact]
    public void When_the_watchdog_cannot_be_told_the_lease_ends()
    {
        Hold();
        Launch();
        _watchdog.IsDeaf = true;
        _clock.Advance(Times.Interval);
        Renew(Shard);
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(0, _fakes.Living);
        Assert.Contains("the disk is full", _notices[0], StringComparison.Ordinal);
        Assert.False(_lease.Holds(Shard));
    }

    [Fact]
    public void What_could_not_be_spawned_is_launched_no_longer()
    {
        Hold();
        _fakes.FailNext(SpawnFailure.CommandNotFound, "no such thing");
        Assert.Throws<SpawnException>(() => Launch());
        Assert.False(_watchdog.IsLaunching);
        Assert.Empty(_watchdog.Groups);
    }

    [Fact]
    public async Task With_the_lease_all_ends()
    {
        Hold();
        Launch();
        await _lease.DisposeAsync();
        Assert.Equal(0, _fakes.Living);
    }

    private sealed class Silent : ILaunchObserver
    {
        public void Ready(LaunchReady ready) { }

        public void Exited(LaunchExit exit) { }
    }
}
