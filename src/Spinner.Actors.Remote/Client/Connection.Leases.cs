using Akka.Actor;
using Akka.Event;
using Spinner.Actors.Uses;

namespace Spinner.Actors.Remote.Client;

// Leases: taken and ended for the holders on this node, and renewed after a lost connection.
sealed partial class Connection
{
    private readonly Holdings _holdings = new();

    private void BeginHold(HoldBegun hold)
    {
        if (hold.Holder.Actor is { } actor && _holdings.Of(actor).Count == 0) Context.WatchWith(actor, new LocalHolderEnded(actor));
        _holdings.Begin(hold.Name, hold.Holder);
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

    private void ReleaseAll(IActorRef actor)
    {
        foreach (var (child, holder) in _holdings.Of(actor)) Release(new ReleaseChild(child, holder));
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
        var without = _holdings.RemoveHeld(renewed.Child);
        foreach (var actor in without.Select(static h => h.Actor).OfType<IActorRef>().Distinct()) actor.Tell(lost);
        foreach (var holder in without) Unwatch(holder);

        Context.System.EventStream.Publish(lost);
    }

    private void Unwatch(Holder holder)
    {
        if (holder.Actor is { } actor && _holdings.Of(actor).Count == 0) Context.Unwatch(actor);
    }
}
