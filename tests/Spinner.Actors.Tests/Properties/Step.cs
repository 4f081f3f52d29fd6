namespace Spinner.Actors.Tests.Properties;

/// <summary>What may happen next.</summary>
enum Move
{
    // somebody asks
    Start, StartOther, StartByName, Use, Stop, StopAll, Restart, Remove, Drain,

    // somebody gives up: the waiter picked, from the oldest; or one whose Cancelled overtakes its request
    Cancel, CancelledStart, CancelledUse,

    // somebody uses the child without a message
    TryUse, EndUse,

    // somebody holds the child: a lease of its own, a lease for an actor, an actor by message; lets go of the lease picked, from the oldest; or dies
    Lease, LeaseForActor, LeaseOfActor, EndLease, HolderDies,

    // the surroundings
    FileChanged, EndpointRefused, SpawnFails, SpawnUnavailable, LauncherThrows, LauncherGivesNull, EndpointsThrow,

    // a launch that lives: the one picked, from the latest, over and over
    Ready, Exit0, Exit3, Signalled, Stranger,

    // what a launch that lives says of itself: the one picked, from the latest, over and over
    Busy, NotBusy, StopsItself, Hangs, Extends,

    // how a launch that lives is found by those that look at it: the one picked, from the latest, over and over
    FallsIll, GetsWell, Grows, Shrinks,

    // the launches that live, and the ones to come
    Obeys, IgnoresTerm, IgnoresKill, Waits, ReadyAtOnce, ExitsAtOnce, CrashesAtOnce,

    // what comes late: signals of the launch picked, from the latest that is gone, and timers that fire although they were disposed
    LateReady, LateExit, LateAlarm,

    // the owner of the living launch ends: the process tells its end before, or does not
    LaunchActorEnds, LaunchActorEndsSilently,

    // messages to the ports or to the child pile up in the mailbox, until they are let through in order
    HoldPorts, FreePorts, HoldChild, FreeChild,

    // the spinner ends, and with it the sequence
    SpinnerEnds,

    // time passes
    Second, NextAlarm, StopTimeout, KillTimeout, StartTimeout, DrainTimeout, IdleTime, FaultTimeout,
}

/// <summary>One step of a sequence.</summary>
/// <param name="Move">What happens.</param>
/// <param name="Pick">To which of several, from 0.</param>
readonly record struct Step(Move Move, int Pick = 0)
{
    public override string ToString() => Pick == 0 ? Move.ToString() : $"{Move}({Pick})";
}
