using Akka.Actor;
using Akka.Event;

namespace Spinner.Actors.Remote.Client;

// Leases: taken and ended for the holders on this node, and renewed after a lost connection.
sealed partial class Connection
{
    private readonly Holdings _holdings = new();

    private void BeginHold(HoldBegun hold)
    {
        _holdings.Begin(hold.Name, hold.Holder);
        if (hold.Holder is IActorRef actor && !actor.Equals(Self)) Context.WatchWith(actor, new LocalHolderEnded(actor));
    }

    private void EndHold(HoldAnswered settled)
    {
        if (_holdings.End(settled.Name, settled.Holder, settled.IsHeld)) SendOneWay(new Release(settled.Name));
        Unwatch(settled.Holder);
    }

    private void Release(ReleaseChild let)
    {
        var (wasHeld, isLast) = _holdings.Release(let.Name, let.Holder);
        Unwatch(let.Holder);
        // Without a session there is nothing to release: leases end with their session.
        if (isLast && let.Answer is not null && _session is not null) Send(let.Answer);
        else if (isLast) SendOneWay(new Release(let.Name));
        if (!isLast || _session is null) let.Answer?.Receive(new Released(let.Name, wasHeld));
    }

    private void ReleaseAll(IActorRef holder)
    {
        foreach (var child in _holdings.Of(holder)) Release(new ReleaseChild(child, holder));
    }

    /// <summary>The leases ended with the last session. What has been stopped meanwhile stays so: somebody wanted it.</summary>
    private void RenewLeases()
    {
        foreach (var child in _holdings.Held)
        {
            var renewed = new PendingReply(new Hold(child), static _ => { });
            renewed.Task.PipeTo(Self, Self, answer => new LeaseRenewed(child, answer), wrong => new LeaseRenewed(child, wrong));
            Send(renewed);
        }
    }

    private void HandleRenewal(LeaseRenewed renewed)
    {
        if (renewed.Answer is Held { IsHeld: true } or TimeoutException) return; // after a time-out the next session has its own try
        var why = renewed.Answer switch
        {
            Held => "it was not running any more when the connection was there again",
            NoSuchChild => "the server has no such child any more",
            Exception wrong => wrong.Message,
            var other => $"the server answered {other.GetType().Name}",
        };
        var lost = new RemoteLeaseLost(_name, renewed.Child, why);
        _log.Warning("Child {Child} of {Server} is not held any more: {Why}", lost.Child, _server, why);
        foreach (var holder in _holdings.RemoveHeld(renewed.Child))
        {
            if (holder is IActorRef actor && !actor.Equals(Self)) actor.Tell(lost);
            Unwatch(holder);
        }

        Context.System.EventStream.Publish(lost);
    }

    private void Unwatch(object holder)
    {
        if (holder is IActorRef actor && !actor.Equals(Self) && _holdings.Of(actor).Count == 0) Context.Unwatch(actor);
    }
}
