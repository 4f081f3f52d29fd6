using Akka.Actor;
using Akka.Serialization;
using Spinner.Actors.Cluster.Leases;

namespace Spinner.Actors.Cluster.Wire;

/// <summary>
/// What nodes say to each other, by manifest: a name and a version, which mean the same for ever. The list is closed; no type is looked up by a
/// name from the network.
/// </summary>
sealed class ClusterSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    private const string Ping = "ping-1";
    private const string Ack = "ack-1";

    // Longer is none of these messages.
    private const int Longest = 64 * 1024;

    /// <summary>Ours for ever, beside that of remote control.</summary>
    public override int Identifier => 1969;

    /// <summary>The name by which Akka makes one.</summary>
    public static string TypeName { get; } = $"{typeof(ClusterSerializer).FullName}, {typeof(ClusterSerializer).Assembly.GetName().Name}";

    public override string Manifest(object o) => o switch
    {
        LeasePing => Ping,
        LeaseAck => Ack,
        _ => throw new ClusterWireException($"{o.GetType().Name} is no message between nodes; it cannot leave this process."),
    };

    public override byte[] ToBinary(object obj)
    {
        using var bytes = new MemoryStream();
        using var to = new BinaryWriter(bytes, WireText.Encoding);
        var (run, number, shards) = obj switch
        {
            LeasePing ping => (ping.From, ping.Number, ping.Claims),
            LeaseAck ack => (ack.From, ack.Number, ack.Granted),
            _ => throw new ClusterWireException($"{obj.GetType().Name} is no message between nodes; it cannot leave this process."),
        };
        to.Write(run);
        to.Write(number);
        to.Write(shards);
        to.Flush();
        return bytes.ToArray();
    }

    public override object FromBinary(byte[] bytes, string manifest)
    {
        if (manifest is not (Ping or Ack)) throw new ClusterWireException($"An unknown message between nodes; known: {Ping}, {Ack}.");
        if (bytes.Length > Longest) throw new ClusterWireException($"These {bytes.Length} bytes are no {manifest}.");
        try
        {
            using var from = new BinaryReader(new MemoryStream(bytes), WireText.Encoding);
            var (run, number, shards) = (from.ReadRun(), from.ReadInt64(), from.ReadShards());
            // A newer version may add to it.
            return manifest == Ping ? new LeasePing(run, number, shards) : new LeaseAck(run, number, shards);
        }
        catch (Exception wrong) when (wrong is IOException or ArgumentException or FormatException)
        {
            throw new ClusterWireException($"These {bytes.Length} bytes are no {manifest}: {wrong.Message}", wrong);
        }
    }
}
