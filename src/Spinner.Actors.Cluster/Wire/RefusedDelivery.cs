using Akka.Actor;
using Spinner.Actors.Remote.Wire;

namespace Spinner.Actors.Cluster.Wire;

/// <summary>Akka's reliable delivery, which nobody uses here and which carries messages of any type.</summary>
sealed class RefusedDelivery(ExtendedActorSystem system) : RefusedSerializer(system, 36, "reliable delivery");
