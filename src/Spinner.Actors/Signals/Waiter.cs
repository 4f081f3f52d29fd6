using System.Diagnostics;
using Akka.Actor;

namespace Spinner.Actors.Signals;

/// <summary>Somebody who asked and is owed exactly one answer.</summary>
abstract class Waiter
{
    private bool _isAnswered;

    /// <summary>Nobody waits for this one: a command the spinner gives itself.</summary>
    public static Waiter Nobody { get; } = new Silent(null);

    /// <summary>As <see cref="Nobody"/>, for who asks without waiting.</summary>
    public static Waiter OnBehalfOf(string? by) => new Silent(by);

    /// <summary>Who it is, as <see cref="ChildEvent.By"/> has it; null: it is not known.</summary>
    public virtual string? Who => null;

    /// <summary>What the caller was doing, as a trace knows it; default when no trace is under way, and for actors, whose messages carry none.</summary>
    public virtual ActivityContext Caller => default;

    /// <summary>Gives the answer. The gate is that of the launch a <see cref="ChildReady"/> speaks of.</summary>
    public void Answer(ISpinnerReply reply, LaunchGate? gate = null)
    {
        _isAnswered = true;
        Deliver(reply, gate);
    }

    /// <summary>As <see cref="Answer"/>, unless there has been an answer: for who cleans up behind somebody who failed.</summary>
    public void AnswerIfOwed(ISpinnerReply reply)
    {
        if (!_isAnswered) Answer(reply);
    }

    /// <summary>There is no answer: the question itself failed.</summary>
    public void Fail(Exception why)
    {
        _isAnswered = true;
        DeliverFailure(why);
    }

    protected abstract void Deliver(ISpinnerReply reply, LaunchGate? gate);

    protected virtual void DeliverFailure(Exception why) { }

    private sealed class Silent(string? by) : Waiter
    {
        public override string? Who => by;

        protected override void Deliver(ISpinnerReply reply, LaunchGate? gate) { }
    }
}

/// <summary>An actor that sent a plain message.</summary>
sealed class ActorWaiter(IActorRef asker) : Waiter
{
    public override string? Who => asker.IsNobody() ? null : $"actor {asker.Path.ToStringWithoutAddress()}";

    protected override void Deliver(ISpinnerReply reply, LaunchGate? gate) => asker.Tell(reply);

    protected override void DeliverFailure(Exception why) => asker.Tell(new Status.Failure(why));
}

/// <summary>A caller in this process that awaits a task. Its promise, not a message, is the truth about whether it still waits.</summary>
abstract class TaskWaiter<T> : Waiter
{
    protected TaskCompletionSource<T> Promise { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<T> Task => Promise.Task;

    /// <summary>Taken where the waiter is made: on the caller's side.</summary>
    public override ActivityContext Caller { get; } = Activity.Current?.Context ?? default;

    public override string? Who { get; } = AskedBy.Current;

    protected override void DeliverFailure(Exception why) => TryFail(why);

    /// <summary>The caller gives up; false when it has been answered.</summary>
    public bool TryFail(Exception why) => why is OperationCanceledException cancelled
        ? Promise.TrySetCanceled(cancelled.CancellationToken)
        : Promise.TrySetException(why);
}

/// <summary>A caller that wants the reply.</summary>
sealed class ReplyWaiter : TaskWaiter<ISpinnerReply>
{
    protected override void Deliver(ISpinnerReply reply, LaunchGate? gate) => Promise.TrySetResult(reply);
}

/// <summary>A caller that wants the reply, and to know which launch a <see cref="ChildReady"/> speaks of.</summary>
sealed class StartWaiter : TaskWaiter<(ISpinnerReply Reply, LaunchGate? Gate)>
{
    protected override void Deliver(ISpinnerReply reply, LaunchGate? gate) => Promise.TrySetResult((reply, gate));
}

/// <summary>
/// A caller that wants to use the child. The gate is entered before the caller is told, so that no idle stop comes between.
/// </summary>
sealed class UseWaiter : TaskWaiter<(ISpinnerReply Reply, ChildUse Use)>
{
    protected override void Deliver(ISpinnerReply reply, LaunchGate? gate)
    {
        var entered = gate is not null && gate.TryUse();
        if (!Promise.TrySetResult((reply, entered ? new ChildUse(gate!) : default)) && entered) gate!.Exit();
    }
}
