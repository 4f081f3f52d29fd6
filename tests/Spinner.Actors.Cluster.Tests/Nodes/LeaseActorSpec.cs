using System.Diagnostics;
using Spinner.Actors.Cluster.Launching;
using Spinner.Actors.Cluster.Leases;
using Spinner.Actors.Cluster.Nodes;
using Spinner.Actors.TestKit;
using Spinner.Processes;

namespace Spinner.Actors.Cluster.Tests.Nodes;

/// <summary>Three nodes of a real cluster ask each other for a shard.</summary>
public sealed class LeaseActorSpec : IAsyncLifetime
{
    private const int TimeLimit = 300_000;
    private const string Name = "web";
    private static readonly int Shard = Shards.Of(Name);

    private TestCluster _cluster = null!;

    private ClusterNode A => _cluster.Nodes[0];

    private ClusterNode B => _cluster.Nodes[1];

    private ClusterNode C => _cluster.Nodes[2];

    public async Task InitializeAsync() => _cluster = await TestCluster.StartAsync(3);

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact(Timeout = TimeLimit)]
    public async Task A_shard_is_held_by_one_and_by_the_next_when_it_is_given_back()
    {
        A.Claim(Shard);
        await Eventually.HoldsAsync(() => A.Lease.Holds(Shard), "the first holds it");
        B.Claim(Shard);
        // Another shard that was claimed after it is there: so it was asked for, and refused.
        B.Claim(Shard + 1);
        await Eventually.HoldsAsync(() => B.Lease.Holds(Shard + 1), "the second holds another");
        Assert.False(B.Lease.Holds(Shard));

        A.Release(Shard);

        await B.Held.WaitAsync(Shard, CancellationToken.None);
        Assert.False(A.Lease.Holds(Shard));
    }

    [Fact(Timeout = TimeLimit)]
    public async Task Who_is_cut_off_kills_what_it_has_before_another_may_launch()
    {
        var killed = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
        var fakes = new FakeLauncher(launch => launch.OnKill = dying =>
        {
            killed.TrySetResult(Stopwatch.GetTimestamp());
            dying.ExitBySignal(9);
        });
        C.Claim(Shard);
        await C.Held.WaitAsync(Shard, CancellationToken.None);
        new LeasedLauncher(fakes, _ => C.Lease).Launch(
            new LaunchPlan { Name = Name, Command = "x", Environment = new Dictionary<string, string>(), Endpoint = new TcpEndpoint("127.0.0.1", 1) },
            new Silent());

        await _cluster.CutOffAsync(C);
        A.Claim(Shard);
        await A.Held.WaitAsync(Shard, CancellationToken.None);

        var held = Stopwatch.GetTimestamp();
        Assert.InRange(Stopwatch.GetElapsedTime(await killed.Task, held), TimeSpan.Zero, TimeSpan.MaxValue);
        Assert.False(C.Lease.Holds(Shard));
        Assert.True(B.Lease.IsAcknowledged);
    }

    private sealed class Silent : ILaunchObserver
    {
        public void Ready(LaunchReady ready) { }

        public void Exited(LaunchExit exit) { }
    }
}
