using System.Text;

namespace Spinner.Actors.Cluster.Leases;

/// <summary>Which shard a name is in: a pure function of the name, on every node and for ever. Stateless.</summary>
/// <remarks>Another function or another count would give a name two shards while a cluster is updated, and thereby two processes.</remarks>
static class Shards
{
    public const int Count = 256;

    private const ulong Basis = 14695981039346656037;
    private const ulong Prime = 1099511628211;

    /// <summary>FNV-1a over UTF-8, its eight bytes folded into one.</summary>
    /// <param name="name">A child's.</param>
    /// <returns>0 to <see cref="Count"/> - 1.</returns>
    public static int Of(string name)
    {
        var hash = Basis;
        foreach (var next in Encoding.UTF8.GetBytes(name)) hash = unchecked((hash ^ next) * Prime);
        hash ^= hash >> 32;
        hash ^= hash >> 16;
        return (int)((hash ^ (hash >> 8)) % Count);
    }
}
