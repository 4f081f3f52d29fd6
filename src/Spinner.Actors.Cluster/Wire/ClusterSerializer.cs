using Akka.Actor;
using Akka.Serialization;
using Spinner.Actors.Cluster.Leases;
using Spinner.Actors.Cluster.Messages;

namespace Spinner.Actors.Cluster.Wire;

/// <summary>
/// What nodes say to each other, by manifest: a name and a version, which mean the same for ever. The list is closed; no type is looked up by a
/// name from the network. A newer version may add to the end of a message.
/// </summary>
sealed class ClusterSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    private const string Ping = "ping-1";
    private const string Ack = "ack-1";
    private const string Call = "call-1";
    private const string Answer = "answer-1";

    // As much as a frame takes.
    private const int Longest = 1024 * 1024;

    /// <summary>Ours for ever, beside that of remote control.</summary>
    public override int Identifier => 1969;

    public override string Manifest(object o) => o switch
    {
        LeasePing => Ping,
        LeaseAck => Ack,
        ClusterCall => Call,
        ClusterAnswer => Answer,
        _ => throw new ClusterWireException($"{o.GetType().Name} is no message between nodes; it cannot leave this process."),
    };

    public override byte[] ToBinary(object obj)
    {
        using var bytes = new MemoryStream();
        using var to = new BinaryWriter(bytes, WireText.Encoding);
        switch (obj)
        {
            case LeasePing ping: to.Write(ping.From, ping.Number, ping.Claims); break;
            case LeaseAck ack: to.Write(ack.From, ack.Number, ack.Granted); break;
            case ClusterCall call:
                to.Write(call.Id, call.Kind, call.Body);
                to.Write(call.Name);
                break;
            case ClusterAnswer answer: to.Write(answer.Id, answer.Kind, answer.Body); break;
            default: throw new ClusterWireException($"{obj.GetType().Name} is no message between nodes; it cannot leave this process.");
        }

        to.Flush();
        return bytes.ToArray();
    }

    public override object FromBinary(byte[] bytes, string manifest)
    {
        if (bytes.Length > Longest) throw new ClusterWireException($"{bytes.Length} bytes are no message between nodes.");
        try
        {
            using var from = new BinaryReader(new MemoryStream(bytes), WireText.Encoding);
            return Read(from, manifest);
        }
        catch (Exception wrong) when (wrong is IOException or ArgumentException or FormatException)
        {
            throw new ClusterWireException($"These {bytes.Length} bytes are no {manifest}: {wrong.Message}", wrong);
        }
    }

    private static object Read(BinaryReader from, string manifest)
    {
        switch (manifest)
        {
            case Ping: return new LeasePing(from.ReadRun(), from.ReadInt64(), from.ReadShards());
            case Ack: return new LeaseAck(from.ReadRun(), from.ReadInt64(), from.ReadShards());
            case Call:
                var (id, kind, body) = (from.ReadInt64(), from.ReadString(), from.ReadBody());
                return new ClusterCall(id, from.ReadString(), kind, body);
            case Answer: return new ClusterAnswer(from.ReadInt64(), from.ReadString(), from.ReadBody());
            default: throw new ClusterWireException($"An unknown message between nodes; known: {Ping}, {Ack}, {Call}, {Answer}.");
        }
    }
}
