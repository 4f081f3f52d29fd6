using Akka.Actor;
using Akka.Event;

namespace Spinner.Actors.Remote.Client;

// Who here holds which child. To the server all of them are one holder, the session; who lets go last lets the session let go.
sealed partial class Connection
{
    private readonly Dictionary<string, HashSet<object>> _holders = new(StringComparer.Ordinal);

    private void Hold(string name, object holder)
    {
        if (!_holders.TryGetValue(name, out var holders)) _holders[name] = holders = [];
        if (holders.Add(holder) && holder is IActorRef actor && !actor.Equals(Self)) Context.WatchWith(actor, new LocalHolderEnded(actor));
    }

    private void LetGo(string name, object holder)
    {
        if (!_holders.TryGetValue(name, out var holders) || !holders.Remove(holder) || holders.Count > 0) return;
        _holders.Remove(name);
        Say(new Release(name));
    }

    private void LetGoOfAll(IActorRef holder)
    {
        foreach (var name in _holders.Keys.ToList()) LetGo(name, holder);
    }

    /// <summary>The leases ended with the last session. Who holds a child needs it: a lease taken anew starts it if need be.</summary>
    private void RenewLeases()
    {
        foreach (var name in _holders.Keys)
        {
            // A first start with this name may still be on its way: a second lease of the same session is the same lease.
            var renewed = new PendingReply(new Start(name, null, Lease: true), static _ => { });
            var log = _log;
            renewed.Task.ContinueWith(
                failed => log.Warning("Child {Child} is not held any more: {Why}", name, failed.Exception!.InnerException!.Message),
                CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
            Send(renewed);
        }
    }
}
