using Akka.Actor;
using Spinner.Processes;

namespace Spinner.Actors.Children;

/// <summary>The one launch a child has in hand, from the request for its endpoint until its group is gone. Used by the ChildActor only.</summary>
sealed class CurrentLaunch(EndpointRequest request)
{
    /// <summary>The identity of the launch until it is spawned.</summary>
    public EndpointRequest Request { get; } = request;

    /// <summary>The identity of the launch once it is spawned; null while its endpoint is asked for.</summary>
    public IActorRef? Actor { get; set; }

    public Endpoint? Endpoint { get; set; }

    /// <summary>Null until the LaunchActor has told of it.</summary>
    public ILaunch? Process { get; set; }

    /// <summary>Null until it is ready.</summary>
    public LaunchGate? Gate { get; set; }

    /// <summary>When it became ready, on the clock's own scale.</summary>
    public long ServingSince { get; set; }

    /// <summary>It was asked to stop.</summary>
    public bool Terminating { get; set; }

    /// <summary>It missed the start deadline and was killed for that.</summary>
    public bool NotReady { get; set; }
}
