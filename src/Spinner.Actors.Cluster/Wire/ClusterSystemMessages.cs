using Akka.Actor;
using Akka.Dispatch.SysMsg;
using Akka.Remote.Serialization;
using Akka.Serialization;

namespace Spinner.Actors.Cluster.Wire;

/// <summary>
/// Akka's system messages, of which sharding needs those of death watch. The others stop, suspend or restart any actor whose path is known. Akka
/// looks their types up by whatever name comes; here three names stand for three types.
/// </summary>
sealed class ClusterSystemMessages : SerializerWithStringManifest
{
    private static readonly Dictionary<string, Type> Allowed =
        new[] { typeof(Watch), typeof(Unwatch), typeof(DeathWatchNotification) }.ToDictionary(NameOf, StringComparer.Ordinal);

    private readonly SystemMessageSerializer _akkas;

    public ClusterSystemMessages(ExtendedActorSystem system) : base(system) => _akkas = new SystemMessageSerializer(system);

    /// <summary>That of Akka's own.</summary>
    public override int Identifier => 22;

    public override string Manifest(object o) => Allowed.ContainsKey(NameOf(o.GetType())) ? NameOf(o.GetType()) : throw Refused(o.GetType().Name);

    public override byte[] ToBinary(object obj) =>
        Allowed.ContainsKey(NameOf(obj.GetType())) ? _akkas.ToBinary(obj) : throw Refused(obj.GetType().Name);

    public override object FromBinary(byte[] bytes, string manifest) =>
        Allowed.TryGetValue(manifest, out var type) ? _akkas.FromBinary(bytes, type) : throw Refused("message");

    private static string NameOf(Type type) => $"{type.FullName}, {type.Assembly.GetName().Name}";

    private static ClusterWireException Refused(string what) => new($"Refused a {what}: of system messages nodes take those of death watch only.");
}
