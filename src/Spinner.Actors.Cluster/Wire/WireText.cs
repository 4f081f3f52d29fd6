using System.Text;
using Spinner.Actors.Cluster.Leases;

namespace Spinner.Actors.Cluster.Wire;

/// <summary>The parts of messages, as bytes. Stateless.</summary>
static class WireText
{
    /// <summary>Refuses what is no UTF-8.</summary>
    public static Encoding Encoding { get; } = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static void Write(this BinaryWriter to, NodeRun run, long number, ShardSet shards)
    {
        to.Write(run.Address);
        to.Write(run.Id);
        to.Write(number);
        to.Write(shards.First);
        to.Write(shards.Second);
        to.Write(shards.Third);
        to.Write(shards.Fourth);
    }

    public static void Write(this BinaryWriter to, long id, string kind, byte[] body)
    {
        to.Write(id);
        to.Write(kind);
        to.Write(body.Length);
        to.Write(body);
    }

    public static NodeRun ReadRun(this BinaryReader from) => new(from.ReadString(), from.ReadInt64());

    public static ShardSet ReadShards(this BinaryReader from) => new(from.ReadUInt64(), from.ReadUInt64(), from.ReadUInt64(), from.ReadUInt64());

    /// <exception cref="EndOfStreamException">It is shorter than it says.</exception>
    public static byte[] ReadBody(this BinaryReader from)
    {
        var length = from.ReadInt32();
        if (length < 0 || length > from.BaseStream.Length - from.BaseStream.Position) throw new EndOfStreamException("it is shorter than it says");
        return from.ReadBytes(length);
    }
}
