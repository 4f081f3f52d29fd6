using System.Collections.Immutable;
using Akka.Actor;
using Akka.Cluster.Sharding;

namespace Spinner.Actors.Cluster.Seats;

/// <summary>A shard goes to the node with the fewest, and stays there as long as the node does: balance is not worth a running child.</summary>
sealed class StayingAllocation : IShardAllocationStrategy
{
    public Task<IActorRef> AllocateShard(
        IActorRef requester, string shardId, IImmutableDictionary<IActorRef, IImmutableList<string>> currentShardAllocations) =>
        Task.FromResult(currentShardAllocations.MinBy(region => (region.Value.Count, region.Key.Path.ToString())).Key);

    public Task<IImmutableSet<string>> Rebalance(
        IImmutableDictionary<IActorRef, IImmutableList<string>> currentShardAllocations, IImmutableSet<string> rebalanceInProgress) =>
        Task.FromResult<IImmutableSet<string>>(ImmutableHashSet<string>.Empty);
}
