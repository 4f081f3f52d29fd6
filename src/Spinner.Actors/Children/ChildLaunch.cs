using Akka.Actor;
using Spinner.Actors.Configuration;
using Spinner.Processes;

namespace Spinner.Actors.Children;

/// <summary>One launch of a child, from the request for its endpoint until its group is gone. Used by the ChildActor only.</summary>
sealed class ChildLaunch(ChildSpec spec)
{
    /// <summary>The options it was launched with; retired, it may outlive them.</summary>
    public ChildSpec Spec { get; } = spec;

    /// <summary>The identity of the launch until it is spawned.</summary>
    public EndpointRequest Request { get; } = new(spec.Name, spec.Endpoint);

    /// <summary>The identity of the launch once it is spawned; null while its endpoint is asked for.</summary>
    public IActorRef? Actor { get; set; }

    /// <summary>Which launch of the child it is, counted from 1; 0 until it is spawned.</summary>
    public int Number { get; set; }

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

    /// <summary>How far its retirement has come, once another launch serves in its place.</summary>
    public Retirement Retirement { get; set; }
}

/// <summary>The way of a launch that serves nobody new.</summary>
enum Retirement
{
    /// <summary>Its uses may end in their own time.</summary>
    Draining,

    /// <summary>It was asked to stop.</summary>
    Terminating,

    /// <summary>It got SIGKILL.</summary>
    Killing,

    /// <summary>It survived SIGKILL for longer than the kill time-out.</summary>
    Unkillable,
}
