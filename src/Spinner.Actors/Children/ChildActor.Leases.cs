using Akka.Actor;

namespace Spinner.Actors.Children;

// Who holds the child. A lease is a use of every launch that serves while it lives, in the same gate as all other uses.
sealed partial class ChildActor
{
    private readonly Dictionary<Holder, LaunchGate?> _leases = [];  // the gate each has entered
    private IReadOnlyList<string> _holders = [];

    /// <summary>A request that is about to be answered with ChildReady, or with Launched, takes the lease it asked for.</summary>
    private void Hold(Request request, LaunchGate? gate)
    {
        if (request is { Asked: ResolvedStart { Lease: true }, By: { } holder }) Hold(holder, gate);
    }

    /// <param name="holder">Who holds the child from now on.</param>
    /// <param name="gate">That of the launch that serves; null when none does.</param>
    private void Hold(Holder holder, LaunchGate? gate)
    {
        if (_leases.ContainsKey(holder)) return;
        if (holder.Actor is { } actor && !HoldsAny(actor)) Context.WatchWith(actor, new HolderEnded(actor));
        _leases[holder] = gate is null ? null : Entered(gate);
        UpdateHolders();
    }

    /// <summary>False when nothing serves nor is about to: a lease that is renewed starts nothing.</summary>
    private bool HoldIfRunning(Holder? holder)
    {
        if (holder is null || _phase.State is not (ChildState.Starting or ChildState.Started or ChildState.Restarting)) return false;
        Hold(holder, _phase.ServedBy?.Gate);
        return true;
    }

    /// <summary>A launch is ready: those who hold the child use it before anybody else can, and so before it can be idle.</summary>
    private void HoldAll(LaunchGate gate, Waiters starters)
    {
        foreach (var (holder, left) in _leases.ToList())
        {
            _leases[holder] = Entered(gate);
            left?.Exit();
        }
        foreach (var request in starters.Requests) Hold(request, gate);
    }

    /// <summary>The holder lets go, also of what it has asked for only.</summary>
    /// <returns>False when there was no lease.</returns>
    private bool LetGo(Holder? holder)
    {
        foreach (var waiters in _phase.Waiters) waiters.ForgetLeases(holder);
        return DropLease(holder);
    }

    /// <summary>False when there was no lease.</summary>
    private bool DropLease(Holder? holder)
    {
        if (holder is null || !_leases.Remove(holder, out var gate)) return false;
        if (holder.Actor is { } actor && !HoldsAny(actor)) Context.Unwatch(actor);
        gate?.Exit();
        UpdateHolders();
        if (_phase is Phase.Faulted && !IsWanted) AwaitForgetting();
        return true;
    }

    private void DropLeases(IActorRef actor)
    {
        foreach (var holder in _leases.Keys.Where(h => actor.Equals(h.Actor)).ToList()) DropLease(holder);
    }

    private bool HoldsAny(IActorRef actor) => _leases.Keys.Any(h => actor.Equals(h.Actor));

    private void UpdateHolders()
    {
        _holders = [.. _leases.Keys.Select(h => h.ToString())];
        UpdateView();
    }

    // A gate whose launch is on its way out lets nobody in; the next launch's will.
    private static LaunchGate? Entered(LaunchGate gate) => gate.TryEnter() ? gate : null;
}
