using System.Numerics;

namespace Spinner.Actors.Cluster.Leases;

/// <summary>Some of the <see cref="Shards.Count"/> shards. A value.</summary>
readonly record struct ShardSet(ulong First, ulong Second, ulong Third, ulong Fourth)
{
    private const int Bits = 64;

    public static ShardSet Empty => default;

    public static ShardSet Of(params IEnumerable<int> shards) => shards.Aggregate(Empty, static (set, shard) => set.With(shard));

    public bool IsEmpty => this == Empty;

    public int Count =>
        BitOperations.PopCount(First) + BitOperations.PopCount(Second) + BitOperations.PopCount(Third) + BitOperations.PopCount(Fourth);

    public bool Has(int shard) => (Word(shard / Bits) & Bit(shard)) != 0;

    public ShardSet With(int shard) => Put(shard / Bits, Word(shard / Bits) | Bit(shard));

    public ShardSet Without(int shard) => Put(shard / Bits, Word(shard / Bits) & ~Bit(shard));

    /// <summary>In ascending order.</summary>
    public IEnumerable<int> All()
    {
        for (var word = 0; word < Shards.Count / Bits; word++)
            for (var left = Word(word); left != 0; left &= left - 1)
                yield return (word * Bits) + BitOperations.TrailingZeroCount(left);
    }

    private static ulong Bit(int shard) => 1UL << (shard % Bits);

    private ulong Word(int index) => index switch { 0 => First, 1 => Second, 2 => Third, _ => Fourth };

    private ShardSet Put(int index, ulong word) => index switch
    {
        0 => this with { First = word },
        1 => this with { Second = word },
        2 => this with { Third = word },
        _ => this with { Fourth = word },
    };
}
