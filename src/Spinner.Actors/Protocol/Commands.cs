namespace Spinner.Actors;

/// <summary>Starts a child unless it is started. Answer: <see cref="IStartReply"/>, when it is ready or cannot be.</summary>
/// <param name="Name">The child's name. Without options it must be known.</param>
/// <param name="Options">Taken by a child that is not running; null: those it has.</param>
public sealed record StartChild(string Name, ChildOptions? Options = null) : ISpinnerCommand, IWithChildName
{
    /// <summary>
    /// When it is ready the sender holds it: it is not idle-stopped until the sender has ended or sends <see cref="EndLease"/>. Sent twice it is
    /// one lease. It outlives restarts and stops of the child, and keeps none of its launches from being stopped.
    /// </summary>
    public bool Lease { get; init; }

    /// <summary>Launch it whether or not what it needs is there. Nothing is held for that launch; the next one needs it all again.</summary>
    public bool WithoutNeeds { get; init; }

    /// <summary>Answer with <see cref="Launched"/> as soon as there is a process.</summary>
    internal bool UntilLaunched { get; init; }

    /// <summary>A task that is done is not run again.</summary>
    internal bool UnlessDone { get; init; }

    /// <summary>Reject the name of a declared child that was removed, instead of bringing it back.</summary>
    internal bool KnownOnly { get; init; }
}

/// <summary>The sender lets go of a child it holds with <see cref="StartChild.Lease"/>. Answer: <see cref="LeaseEnded"/> or <see cref="NoSuchChild"/>.</summary>
public sealed record EndLease(string Name) : ISpinnerCommand, IWithChildName;

/// <summary>Stops a child. Answer: <see cref="IStopReply"/>, when its whole process group is gone.</summary>
public sealed record StopChild(string Name) : ISpinnerCommand, IWithChildName
{
    /// <summary>
    /// Only if nobody uses it at this moment: a child that is used, held, kept or on its way to another launch stays, and the answer is
    /// <see cref="ChildInUse"/>. That decision and the end of its uses are one step: no use begins in between.
    /// </summary>
    public bool OnlyIfIdle { get; init; }

    /// <summary>
    /// Nobody new gets in, and uses may end in their own time, for <see cref="ChildOptions.DrainTimeout"/> at most: only then it is asked to stop. A stop
    /// without it does not wait for one that drains.
    /// </summary>
    public bool Drain { get; init; }

    /// <summary>Why, for the events.</summary>
    internal TransitionCause Cause { get; init; } = TransitionCause.Stop;

    /// <summary>Who wants its room, for the events.</summary>
    internal string? For { get; init; }

    /// <summary>What its absence costs, for the events.</summary>
    internal string? Detail { get; init; }
}

/// <summary>Stops the child's launch if there is one and starts a new one. Answer: <see cref="IRestartReply"/>. Forgets a fault.</summary>
public sealed record RestartChild(string Name) : ISpinnerCommand, IWithChildName;

/// <summary>Stops a child and forgets its name. Answer: <see cref="IRemoveReply"/>. Commands for that name wait until it is gone.</summary>
public sealed record RemoveChild(string Name) : ISpinnerCommand, IWithChildName;

/// <summary>Stops every child, all at once. Answer: <see cref="AllStopped"/>, when the slowest is gone.</summary>
public sealed record StopAllChildren : ISpinnerCommand;
