namespace Spinner.Actors.Children;

/// <summary>
/// What a child is at, with everything that is valid only meanwhile; a column of the table above ChildActor. Used by its ChildActor only.
/// </summary>
abstract class Phase(ChildState state, Trigger trigger)
{
    /// <summary>As it is shown.</summary>
    public ChildState State { get; } = state;

    /// <summary>Why it is so.</summary>
    public TransitionCause Cause => Trigger.Cause;

    /// <summary>The same, and who asked for it.</summary>
    public virtual Trigger Trigger { get; set; } = trigger;

    /// <summary>Its name in the table.</summary>
    public virtual string Column => State.ToString();

    /// <summary>The start under way.</summary>
    public virtual PendingStart? Start => null;

    /// <summary>The launch that serves.</summary>
    public virtual Serving? ServedBy => null;

    /// <summary>The launch whose process is shown.</summary>
    public virtual ChildLaunch? Shown => ServedBy?.Launch;

    public virtual ChildFault? Fault => null;

    /// <summary>How long the fault keeps starts from being tried.</summary>
    public virtual RetryTime? FaultTime => null;

    /// <summary>How long the fault keeps a wanted child from being launched again by itself.</summary>
    public virtual RetryTime? Pause => null;

    /// <summary>Everybody who waits for what comes of it.</summary>
    public virtual IEnumerable<Waiters> Waiters => Start is { } start ? [start.Starters] : [];

    /// <summary>The launches it goes about with: those that serve, and the one that is to become ready.</summary>
    public IEnumerable<ChildLaunch> Launches
    {
        get
        {
            if (ServedBy is { } serving) yield return serving.Launch;
            if (Start?.Step is StartStep.Trying trying) yield return trying.Launch;
        }
    }

    /// <summary>Stopped.</summary>
    /// <param name="trigger">Why.</param>
    /// <param name="forgotten">The fault it had until now, which nobody asked about; null: none.</param>
    public sealed class Idle(Trigger trigger, ChildFault? forgotten = null) : Phase(ChildState.Stopped, trigger)
    {
        public ChildFault? Forgotten => forgotten;
    }

    /// <summary>Starting or Restarting: nothing serves, a start is under way.</summary>
    public sealed class Awaiting(ChildState state, PendingStart start) : Phase(state, start.Trigger)
    {
        public override PendingStart Start => start;

        public override Trigger Trigger
        {
            get => start.Trigger;
            set => start.Trigger = value;
        }

        public override ChildLaunch? Shown => start.Step switch
        {
            StartStep.Trying trying => trying.Launch,
            StartStep.Clearing clearing => clearing.Launch,
            _ => null,
        };
    }

    /// <summary>Started.</summary>
    /// <param name="launch">It serves.</param>
    /// <param name="gate">Its gate.</param>
    /// <param name="attempts">Of the start it came of.</param>
    /// <param name="since">When it became ready, on the clock's own scale.</param>
    /// <param name="trigger">Why it serves: it was launched for that, or kept.</param>
    public sealed class Serving(ChildLaunch launch, LaunchGate gate, AttemptBudget attempts, long since, Trigger trigger)
        : Phase(ChildState.Started, trigger)
    {
        public ChildLaunch Launch { get; } = launch;

        public LaunchGate Gate { get; } = gate;

        public AttemptBudget Attempts { get; } = attempts;

        public long Since { get; } = since;

        /// <summary>How long the start took it came of, from its first launch on.</summary>
        public required TimeSpan Took { get; init; }

        /// <summary>Somebody looks whether it listens still.</summary>
        public bool IsProbed { get; set; }

        public override Serving? ServedBy => this;
    }

    /// <summary>Shown as Started: one launch serves, a start is under way that is to take over.</summary>
    public sealed class Replacing(Serving kept, PendingStart next) : Phase(ChildState.Started, next.Trigger)
    {
        public Serving Kept { get; } = kept;

        public override string Column => nameof(Replacing);

        public override PendingStart Start => next;

        public override Serving? ServedBy => Kept;

        public override Trigger Trigger
        {
            get => next.Trigger;
            set => next.Trigger = value;
        }

        /// <summary>As many launches live as may.</summary>
        public bool IsWaitingForRoom => next.Step == StartStep.None;
    }

    /// <summary>Stopping: every launch has to be gone.</summary>
    /// <param name="trigger">Why.</param>
    /// <param name="then">What becomes of the child.</param>
    /// <param name="shown">The launch whose process is shown.</param>
    public sealed class Ending(Trigger trigger, Afterwards then, ChildLaunch? shown = null) : Phase(ChildState.Stopping, trigger)
    {
        public Afterwards Then { get; set; } = then;

        /// <summary>Those who asked for the stop.</summary>
        public Waiters Stoppers { get; } = new();

        /// <summary>Those who asked for a start behind it.</summary>
        public Waiters Next { get; } = new();

        public override ChildLaunch? Shown => shown;

        public override IEnumerable<Waiters> Waiters => [Stoppers, Next];
    }

    /// <summary>Faulted.</summary>
    /// <param name="fault">Why.</param>
    /// <param name="time">How long starts fail.</param>
    /// <param name="pause">How long until it is launched again by itself, if it is wanted then.</param>
    /// <param name="trigger">What brought it about.</param>
    public sealed class Faulted(ChildFault fault, RetryTime time, RetryTime pause, Trigger trigger) : Phase(ChildState.Faulted, trigger)
    {
        public override ChildFault Fault => fault;

        public override RetryTime FaultTime => time;

        public override RetryTime Pause => pause;
    }

    /// <summary>Shown as Faulted: a launch survived SIGKILL.</summary>
    /// <param name="fault">What to say of it.</param>
    /// <param name="awaited">Once this launch is gone starts are tried again; null: all have to be gone.</param>
    /// <param name="shown">The launch whose process is shown.</param>
    /// <param name="then">What becomes of the child once all are gone.</param>
    /// <param name="trigger">Why it was killed.</param>
    public sealed class Unkillable(ChildFault fault, ChildLaunch? awaited, ChildLaunch? shown, Afterwards then, Trigger trigger)
        : Phase(ChildState.Faulted, trigger)
    {
        public override string Column => nameof(Unkillable);

        public ChildLaunch? Awaited { get; set; } = awaited;

        public override ChildFault Fault => fault;

        public Afterwards Then { get; set; } = then;

        public override ChildLaunch? Shown => shown;
    }
}
