using Spinner.Actors.Cluster.Leases;

namespace Spinner.Actors.Cluster.Tests.Leases;

/// <summary>The shard of a name is the same on every node and in every version.</summary>
public class ShardsSpec
{
    [Fact]
    public void Names_are_spread()
    {
        var used = Enumerable.Range(0, 10_000).Select(i => Shards.Of($"tenant-{i}")).CountBy(shard => shard).ToList();
        Assert.Equal(Shards.Count, used.Count);
        Assert.All(used, shard => Assert.InRange(shard.Value, 15, 70));
    }

    [Fact]
    public void A_set_holds_what_is_put_into_it()
    {
        int[] some = [0, 1, 63, 64, 127, 128, 200, 255];
        var set = ShardSet.Of(some);
        Assert.Equal(some, set.All());
        Assert.Equal(some.Length, set.Count);
        Assert.All(Enumerable.Range(0, Shards.Count), shard => Assert.Equal(some.Contains(shard), set.Has(shard)));
        Assert.True(some.Aggregate(set, (left, shard) => left.Without(shard)).IsEmpty);
    }
}
