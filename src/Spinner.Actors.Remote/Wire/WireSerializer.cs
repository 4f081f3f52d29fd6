using Akka.Actor;
using Akka.Serialization;

namespace Spinner.Actors.Remote.Wire;

/// <summary>
/// The only serializer through which anything gets in or out of an actor system that serves a spinner or controls one.
/// What it may be is <see cref="WireCatalogue.Envelopes"/>; the rules of compatibility stand there.
/// </summary>
sealed class WireSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    /// <summary>Ours for ever. Akka keeps 0 to 40 for itself.</summary>
    public const int Id = 1968;

    public override int Identifier => Id;

    public override string Manifest(object o) => WireCatalogue.Envelopes.ManifestOf(o);

    public override byte[] ToBinary(object obj) => WireCatalogue.Envelopes.Write(obj);

    public override object FromBinary(byte[] bytes, string manifest) => WireCatalogue.Envelopes.Read(manifest ?? "", bytes);
}
