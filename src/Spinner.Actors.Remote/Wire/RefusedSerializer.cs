using Akka.Actor;
using Akka.Configuration;
using Akka.Serialization;

namespace Spinner.Actors.Remote.Wire;

/// <summary>
/// Stands in the place of a serializer that comes with Akka and refuses everything in both directions. A refused message is logged and
/// lost, the association and other traffic live on.
/// </summary>
/// <remarks>
/// Why every one of them: Newtonsoft JSON and the protobuf one make objects of any type the peer names; deployment runs the peer's actors; system
/// messages stop, suspend or restart any actor whose path is known, which untrusted-mode does not prevent; the misc ones name types in
/// exceptions and configurations; primitives and bytes have nobody here who wants them. What is left is the container of a selection, whose content
/// comes through a serializer again.
/// </remarks>
abstract class RefusedSerializer(ExtendedActorSystem system, int identifier, string what) : SerializerWithStringManifest(system)
{
    public override int Identifier => identifier;

    public override string Manifest(object o) => throw Refused($"a {o.GetType().Name}");

    public override byte[] ToBinary(object obj) => throw Refused($"a {obj.GetType().Name}");

    public override object FromBinary(byte[] bytes, string manifest) => throw Refused($"{bytes.Length} bytes");

    private WireException Refused(string message) =>
        new($"Refused {message} as {what}: an actor system with remote spinners speaks nothing but the spinner's protocol.");
}

sealed class RefusedJson(ExtendedActorSystem system) : RefusedSerializer(system, 1, "polymorphic JSON")
{
    /// <summary>As Akka makes one that has settings.</summary>
    public RefusedJson(ExtendedActorSystem system, Config config) : this(system) => _ = config;
}

sealed class RefusedProtobuf(ExtendedActorSystem system) : RefusedSerializer(system, 2, "protobuf of any type");

sealed class RefusedDeployment(ExtendedActorSystem system) : RefusedSerializer(system, 3, "remote deployment");

sealed class RefusedBytes(ExtendedActorSystem system) : RefusedSerializer(system, 4, "bytes");

sealed class RefusedMisc(ExtendedActorSystem system) : RefusedSerializer(system, 16, "a message of Akka's own");

sealed class RefusedPrimitives(ExtendedActorSystem system) : RefusedSerializer(system, 17, "a primitive")
{
    /// <summary>As Akka makes one that has settings.</summary>
    public RefusedPrimitives(ExtendedActorSystem system, Config config) : this(system) => _ = config;
}

sealed class RefusedSystemMessages(ExtendedActorSystem system) : RefusedSerializer(system, 22, "a system message");
