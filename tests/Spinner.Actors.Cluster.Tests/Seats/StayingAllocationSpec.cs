using System.Collections.Immutable;
using Akka.Actor;
using Spinner.Actors.Cluster.Seats;

namespace Spinner.Actors.Cluster.Tests.Seats;

/// <summary>Shards are spread when they are placed, and stay where they are.</summary>
public sealed class StayingAllocationSpec : IDisposable
{
    private readonly ActorSystem _system = ActorSystem.Create("regions");

    public void Dispose() => _system.Dispose();

    private IActorRef Region(string name) => _system.ActorOf(BlackHoleActor.Props, name);

    private static IImmutableList<string> Shards(int count) => [.. Enumerable.Range(0, count).Select(i => $"{i}")];

    [Fact]
    public async Task A_shard_goes_to_the_node_with_the_fewest_and_none_moves()
    {
        var (a, b, c) = (Region("a"), Region("b"), Region("c"));
        var regions = ImmutableDictionary<IActorRef, IImmutableList<string>>.Empty.Add(a, Shards(3)).Add(b, Shards(1)).Add(c, Shards(2));
        var strategy = new StayingAllocation();

        Assert.Equal(b, await strategy.AllocateShard(a, "9", regions));
        Assert.Empty(await strategy.Rebalance(regions.SetItem(b, Shards(0)), ImmutableHashSet<string>.Empty));
    }

    private sealed class BlackHoleActor : UntypedActor
    {
        public static Props Props { get; } = Props.Create(() => new BlackHoleActor());

        protected override void OnReceive(object message) => Unhandled(message);
    }
}
