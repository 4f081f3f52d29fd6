using System.Diagnostics;
using Akka.Actor;

namespace Spinner.Actors.Children;

/// <summary>Somebody who asked and is owed exactly one answer.</summary>
abstract class Waiter
{
    /// <summary>Nobody waits for this one: a command the spinner gives itself.</summary>
    public static Waiter Nobody { get; } = new Silent();

    /// <summary>What the caller was doing, as a trace knows it; default when no trace is under way, and for actors, whose messages carry none.</summary>
    public virtual ActivityContext Caller => default;

    /// <summary>Gives the answer. The gate is that of the launch a <see cref="Ready"/> speaks of.</summary>
    public abstract void Answer(ISpinnerReply reply, LaunchGate? gate = null);

    /// <summary>There is no answer: the question itself failed.</summary>
    public virtual void Fail(Exception why) { }

    private sealed class Silent : Waiter
    {
        public override void Answer(ISpinnerReply reply, LaunchGate? gate = null) { }
    }
}

/// <summary>An actor that sent a plain message.</summary>
sealed class ActorWaiter(IActorRef asker) : Waiter
{
    public override void Answer(ISpinnerReply reply, LaunchGate? gate = null) => asker.Tell(reply);

    public override void Fail(Exception why) => asker.Tell(new Status.Failure(why));
}

/// <summary>A caller in this process that awaits a task. Its promise, not a message, is the truth about whether it still waits.</summary>
abstract class TaskWaiter<T> : Waiter
{
    protected TaskCompletionSource<T> Promise { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<T> Task => Promise.Task;

    /// <summary>Taken where the waiter is made: on the caller's side.</summary>
    public override ActivityContext Caller { get; } = Activity.Current?.Context ?? default;

    public override void Fail(Exception why) => TryFail(why);

    /// <summary>The caller gives up; false when it has been answered.</summary>
    public bool TryFail(Exception why) => why is OperationCanceledException cancelled
        ? Promise.TrySetCanceled(cancelled.CancellationToken)
        : Promise.TrySetException(why);
}

/// <summary>A caller that wants the reply.</summary>
sealed class ReplyWaiter : TaskWaiter<ISpinnerReply>
{
    public override void Answer(ISpinnerReply reply, LaunchGate? gate = null) => Promise.TrySetResult(reply);
}

/// <summary>A caller that wants the reply, and to know which launch a <see cref="Ready"/> speaks of.</summary>
sealed class StartWaiter : TaskWaiter<(ISpinnerReply Reply, LaunchGate? Gate)>
{
    public override void Answer(ISpinnerReply reply, LaunchGate? gate = null) => Promise.TrySetResult((reply, gate));
}

/// <summary>
/// A caller that wants to use the child. The gate is entered before the caller is told, so that no idle stop comes between.
/// </summary>
sealed class UseWaiter : TaskWaiter<(ISpinnerReply Reply, ChildUse Use)>
{
    public override void Answer(ISpinnerReply reply, LaunchGate? gate = null)
    {
        var entered = gate is not null && gate.TryEnter();
        if (!Promise.TrySetResult((reply, entered ? new ChildUse(gate!) : default)) && entered) gate!.Exit();
    }
}
