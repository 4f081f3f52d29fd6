using Akka.Actor;
using Akka.Event;

namespace Spinner.Actors.Cluster.Nodes;

/// <summary>Publishes what a node's own actor system logs to another system, which has the loggers.</summary>
sealed class NodeLog(EventStream to) : UntypedActor
{
    protected override void OnReceive(object message)
    {
        if (message is LogEvent logged) to.Publish(logged);
    }
}
