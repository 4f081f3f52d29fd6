using System.Text;
using Spinner.Actors.Cluster.Leases;

namespace Spinner.Actors.Cluster.Wire;

/// <summary>The parts of messages, as bytes. Stateless.</summary>
static class WireText
{
    /// <summary>Refuses what is no UTF-8.</summary>
    public static Encoding Encoding { get; } = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static void Write(this BinaryWriter to, NodeRun run)
    {
        to.Write(run.Address);
        to.Write(run.Id);
    }

    public static void Write(this BinaryWriter to, ShardSet shards)
    {
        to.Write(shards.First);
        to.Write(shards.Second);
        to.Write(shards.Third);
        to.Write(shards.Fourth);
    }

    public static NodeRun ReadRun(this BinaryReader from) => new(from.ReadString(), from.ReadInt64());

    public static ShardSet ReadShards(this BinaryReader from) => new(from.ReadUInt64(), from.ReadUInt64(), from.ReadUInt64(), from.ReadUInt64());
}
