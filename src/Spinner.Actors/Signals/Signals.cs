using Akka.Actor;
using Spinner.Processes;

namespace Spinner.Actors.Signals;

// What the actors of one spinner tell each other. A launch is named by the ref of its LaunchActor, a request for admission by its AdmissionRequest object.

/// <summary>A command or question on its way to the actor that answers it.</summary>
/// <param name="Asked">The command or question.</param>
/// <param name="From">Who is owed the answer.</param>
/// <param name="By">Who holds what it leases; null when nobody does.</param>
sealed record Request(object Asked, Waiter From, Holder? By = null) : INoSerializationVerificationNeeded
{
    /// <summary>What it brings about, and who asks for it.</summary>
    public Trigger As(TransitionCause cause) => new(cause, From.Who ?? By?.ToString());
}

/// <summary>The spinner shuts down: every child stops, and nothing is started from now on. Answer: <see cref="AllStopped"/>.</summary>
/// <param name="Within">What all of it may take.</param>
sealed record DrainAll(TimeSpan Within) : INoSerializationVerificationNeeded;

/// <summary>The same, for one child. Answers: as to <see cref="StopChild"/>.</summary>
sealed record DrainChild(string Name) : IWithChildName, INoSerializationVerificationNeeded;

/// <summary>Whom the spinner was made for starts now, and with it the children that autostart.</summary>
sealed record BeginAutostart : ILocalSignal;

/// <summary>The spinner will shut down soon: launch nothing new; what runs goes on, and may be used.</summary>
/// <param name="Heard">Done when nothing is launched any more.</param>
sealed record RefuseStarts(TaskCompletionSource Heard) : ILocalSignal;

/// <summary>A child is declared while the spinner runs. Answer: <see cref="ChildInfo"/>, or <see cref="Rejected"/> when its options are wrong.</summary>
/// <param name="Options">They have a name.</param>
sealed record DeclareChild(ChildOptions Options) : INoSerializationVerificationNeeded;

/// <summary>A child is declared no longer: removed like by <see cref="RemoveChild"/>, and no start that waits for that brings it back. Answers: the same.</summary>
sealed record UndeclareChild(string Name) : IWithChildName, INoSerializationVerificationNeeded;

/// <summary>Who asks holds the child if it is started or on its way to be; nothing is started. Answer: <see cref="LeaseTaken"/> or NoSuchChild.</summary>
sealed record HoldRunning(string Name) : IWithChildName, INoSerializationVerificationNeeded;

/// <summary>Who asks found nobody listening where a started launch should. Not answered: the child looks for itself.</summary>
sealed record ReportUnreachable(string Name, int Launch) : IWithChildName, INoSerializationVerificationNeeded;

/// <summary>Told of one launch.</summary>
interface ILaunchSignal : ILocalSignal
{
    /// <summary>The LaunchActor that owns it.</summary>
    IActorRef Launch { get; }
}

/// <summary>It listens, for all that could be seen.</summary>
sealed record ListenerFound(IActorRef Launch) : ILaunchSignal;

/// <summary>A started launch lives, and listens no longer.</summary>
sealed record ListenerGone(IActorRef Launch) : ILaunchSignal;

/// <summary>Answer to <see cref="HoldRunning"/>.</summary>
sealed record LeaseTaken(string Name, bool IsHeld) : ISpinnerReply, IWithChildName;

/// <summary>Answer to a start that waits for a process only.</summary>
sealed record Launched(string Name, int Launch) : ISpinnerReply, IWithChildName;

/// <summary>That launch should be replaced if it serves still.</summary>
/// <param name="Request">What it was admitted by.</param>
/// <param name="Cause">Why.</param>
/// <param name="Why">The same for people; null: the cause says it.</param>
sealed record Recycle(AdmissionRequest Request, TransitionCause Cause, string? Why = null) : ILocalSignal
{
    /// <summary>Who brought it about; null: the launch itself.</summary>
    public string? By { get; init; }

    public Trigger Trigger => new(Cause, By);

    /// <summary>How long it may have taken to find that out. Within that time and the restart tolerance a second one is a loop.</summary>
    public TimeSpan Noticed { get; init; }
}

/// <summary>The waiter wants no answer any more.</summary>
sealed record Cancelled(string Name, Waiter From) : ILocalSignal;

/// <summary>A child's removal could not be completed; the child lives on.</summary>
sealed record RemoveFailed(string Name) : ILocalSignal;

/// <summary>It is known what the monitored path holds, and its changes are heard from now on.</summary>
sealed record PathWatched(AdmissionRequest Request) : ILocalSignal;

/// <summary>The monitored path has another content than the child's last launch began with.</summary>
sealed record ContentChanged(string Path) : ILocalSignal
{
    public Trigger Trigger => new(TransitionCause.FileChanged, $"file {Path}");
}

/// <summary>The gate's last use ended an idle time ago.</summary>
sealed record IdleDue(LaunchGate Gate) : ILocalSignal;

/// <summary>A process exists now; its readiness is awaited.</summary>
sealed record Spawned(IActorRef Launch, ILaunch Process) : ILaunchSignal;

/// <summary>An actor that held the child has ended.</summary>
sealed record HolderEnded(IActorRef Actor) : ILocalSignal;

/// <summary>No process came to be.</summary>
sealed record NotSpawned(IActorRef Launch, SpawnFailure Failure, string Detail) : ILaunchSignal;

/// <summary>The launch's own process tree listens.</summary>
sealed record LaunchIsReady(IActorRef Launch, LaunchReady Ready) : ILaunchSignal;

/// <summary>The launch's process group is gone.</summary>
sealed record Exited(IActorRef Launch, LaunchExit Exit) : ILaunchSignal;

/// <summary>A launch that serves ends by itself now: it says so.</summary>
sealed record StopsItself(IActorRef Launch) : ILaunchSignal;

/// <summary>A launch that serves hangs: its watchdog says so. One at most is in the mailbox.</summary>
/// <param name="Launch">Which.</param>
/// <param name="TakeWhy">Gives what is to be said to people, once.</param>
sealed record LaunchHangs(IActorRef Launch, Func<string> TakeWhy) : ILaunchSignal;

/// <summary>A launch wants more time to become ready, or to stop. One at most is in the mailbox.</summary>
/// <param name="Launch">Which.</param>
/// <param name="TakeTime">Gives the longest it has asked for until then, once.</param>
sealed record ExtendsTime(IActorRef Launch, Func<TimeSpan> TakeTime) : ILaunchSignal;

/// <summary>The LaunchActor itself has ended: its process group is gone or was killed with it.</summary>
sealed record LaunchEnded(IActorRef Launch) : ILaunchSignal;

/// <summary>Nobody uses the launch any more.</summary>
sealed record Drained(IActorRef Launch) : ILaunchSignal;

/// <summary>The alarms of a child's start, and of its fault. Their names are the messages of the state table.</summary>
enum ChildAlarm
{
    StartTimedOut,
    BackoffDue,
    RetryDue,
    ForgetDue,
}
