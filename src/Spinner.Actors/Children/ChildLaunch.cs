using Akka.Actor;
using Spinner.Actors.Configuration;
using Spinner.Actors.Time;
using Spinner.Processes;

namespace Spinner.Actors.Children;

/// <summary>
/// One launch of a child, from its spawn until its group is gone, with the small machine that ends it. Used by its ChildActor only.
/// </summary>
/// <remarks>
/// <code>
///               Serve     Drain        Terminate,        Kill,
///                                      unused, or late   or late             late
///   Starting ────────► Ready ────► Draining ────► Terminating ────► Killing ────► Staying
/// </code>
/// One that says that it stops is Terminating without being asked.
/// From every stage to a later one; from Staying back to Killing. It is gone when its ChildActor has heard that its group is. Each stage from
/// Draining on has a time, and one alarm for that.
/// </remarks>
/// <param name="spec">The options it was launched with; it may outlive them.</param>
/// <param name="request">What its endpoint was granted for.</param>
/// <param name="endpoint">Where it is to listen.</param>
/// <param name="number">Which launch of the child it is, counted from 1.</param>
/// <param name="actor">The LaunchActor that owns the process.</param>
/// <param name="own">Its use of itself.</param>
/// <param name="since">When it was begun, on the clock's own scale.</param>
/// <param name="alarms">Those of all launches of the child.</param>
sealed class ChildLaunch(
    ChildSpec spec, AdmissionRequest request, ChildEndpoint endpoint, int number, IActorRef actor, OwnUse own, long since, Alarms<ChildLaunch> alarms)
{
    public long Since { get; } = since;

    public ChildSpec Spec { get; } = spec;

    public AdmissionRequest Request { get; } = request;

    public ChildEndpoint Endpoint { get; } = endpoint;

    public int Number { get; } = number;

    public IActorRef Actor { get; } = actor;

    /// <summary>Its use of itself.</summary>
    public OwnUse Own { get; } = own;

    public LaunchStage Stage { get; private set; }

    /// <summary>Null until the LaunchActor has told of it, and once it is gone.</summary>
    public ILaunch? Process { get; set; }

    /// <summary>Null until it is ready.</summary>
    public LaunchGate? Gate { get; private set; }

    /// <summary>It is to become ready no more.</summary>
    public bool IsEnding => Stage >= LaunchStage.Draining;

    /// <summary>It serves once it is ready. A task never does, whatever a launcher says.</summary>
    public bool MayServe => !IsEnding && !Spec.IsTask;

    public void Serve(LaunchGate gate)
    {
        Gate = gate;
        Stage = LaunchStage.Ready;
        Own.Serve(gate);
    }

    /// <summary>Closes the gate. Uses may end in their own time, which is bounded; then it terminates.</summary>
    /// <param name="drained">Called on any thread when nobody is inside any more, at least once.</param>
    public void Drain(Action drained)
    {
        Enter(LaunchStage.Draining, Spec.DrainTimeout);
        Gate?.Close(drained);
    }

    /// <summary>Asks it to stop, once; one that survived SIGKILL gets it again.</summary>
    public void Terminate()
    {
        if (Stage == LaunchStage.Staying) Kill();
        if (Stage >= LaunchStage.Terminating) return;
        Actor.Tell(new LaunchActor.Terminate(Spec.StopSignal));
        Enter(LaunchStage.Terminating, Spec.StopTimeout);
    }

    /// <summary>It stops without being asked. It has the time of a stop for it.</summary>
    public void AwaitStop() => Enter(LaunchStage.Terminating, Spec.StopTimeout);

    /// <summary>It was asked to stop, or does so by itself, and wants so much time for it from now on, at least.</summary>
    public void ExtendStop(TimeSpan time)
    {
        if (Stage == LaunchStage.Terminating) alarms.Extend(this, time);
    }

    public void Kill()
    {
        Actor.Tell(LaunchActor.Kill.Now);
        Enter(LaunchStage.Killing, Spec.KillTimeout);
    }

    /// <summary>The time of its stage is over: the next begins.</summary>
    public void GoOn()
    {
        switch (Stage)
        {
            case LaunchStage.Draining: Terminate(); break;
            case LaunchStage.Terminating: Kill(); break;
            default: Stage = LaunchStage.Staying; break;
        }
    }

    /// <summary>Its group is gone.</summary>
    public void End()
    {
        alarms.Cancel(this);
        Own.End();
        Process = null;
    }

    private void Enter(LaunchStage stage, TimeSpan time)
    {
        Stage = stage;
        alarms.Arm(this, time);
    }
}

/// <summary>The stages of a launch, in their order.</summary>
enum LaunchStage
{
    /// <summary>It is not ready yet.</summary>
    Starting,

    /// <summary>It serves.</summary>
    Ready,

    /// <summary>It serves nobody new.</summary>
    Draining,

    /// <summary>It was asked to stop.</summary>
    Terminating,

    /// <summary>It got SIGKILL.</summary>
    Killing,

    /// <summary>It survived SIGKILL for longer than the kill time-out.</summary>
    Staying,
}
