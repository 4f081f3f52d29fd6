using Akka.Actor;

namespace Spinner.Actors.Admission;

/// <summary>A needed child has answered.</summary>
sealed record NeedAnswered(NeedWaiter Waiter, ISpinnerReply Reply) : ILocalSignal;

/// <summary>Waits for a needed child on behalf of a launch.</summary>
/// <param name="control">Gets the answer.</param>
/// <param name="request">The launch's request.</param>
/// <param name="need">What it waits for.</param>
sealed class NeedWaiter(IActorRef control, AdmissionRequest request, ChildNeed need) : Waiter
{
    public AdmissionRequest Request { get; } = request;

    public ChildNeed Need { get; } = need;

    public override string? Who => $"need of {Request.Child}";

    protected override void Deliver(ISpinnerReply reply, LaunchGate? gate) => control.Tell(new NeedAnswered(this, reply), ActorRefs.NoSender);

    protected override void DeliverFailure(Exception why) => Deliver(new Rejected(Need.Name, SpinnerError.Aborted, why.Message), gate: null);
}
