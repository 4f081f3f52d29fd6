using Akka.Actor;
using Akka.Serialization;

namespace Spinner.Actors.Remote.Tests.Nodes;

/// <summary>Any bytes under any manifest, for the identifier of the real serializer.</summary>
sealed record Forged(string Manifest, byte[] Bytes)
{
    public static Forged Of(object envelope) => new(WireCatalogue.Envelopes.ManifestOf(envelope), WireCatalogue.Envelopes.Write(envelope));

    public object Read() => WireCatalogue.Envelopes.Read(Manifest, Bytes);
}

/// <summary>Says whatever it is told to.</summary>
sealed class ForgingSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    public override int Identifier => WireSerializer.Id;

    public override string Manifest(object o) => ((Forged)o).Manifest;

    public override byte[] ToBinary(object obj) => ((Forged)obj).Bytes;

    public override object FromBinary(byte[] bytes, string manifest) => new Forged(manifest, bytes);
}
