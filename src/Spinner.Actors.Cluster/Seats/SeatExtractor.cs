using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Akka.Cluster.Sharding;
using Spinner.Actors.Cluster.Leases;
using Spinner.Actors.Cluster.Messages;

namespace Spinner.Actors.Cluster.Seats;

/// <summary>Which seat and which shard a call is for. Names stay data: of a path a hash is a part. Stateless.</summary>
sealed class SeatExtractor : IMessageExtractor
{
    private const int HashBytes = 16;

    public string? EntityId(object message) => message is ClusterCall call ? KeyOf(call.Name) : null;

    public object? EntityMessage(object message) => message;

    public string? ShardId(object message) => message is ClusterCall call ? ShardIdOf(call.Name) : null;

    public string ShardId(string entityId, object? messageHint = null) => entityId[..entityId.IndexOf('-', StringComparison.Ordinal)];

    /// <summary>The shard of a name, as Akka wants it.</summary>
    public static string ShardIdOf(string name) => Shards.Of(name).ToString(CultureInfo.InvariantCulture);

    private static string KeyOf(string name)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, HashBytes);
        return $"{ShardIdOf(name)}-{Convert.ToHexStringLower(hash)}";
    }
}
