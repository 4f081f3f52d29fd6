using Akka.Actor;

namespace Spinner.Actors.Cluster.Messages;

/// <summary>Goes from node to node, written by the serializer of the cluster; nothing else of ours does.</summary>
interface IClusterWire : INoSerializationVerificationNeeded;
