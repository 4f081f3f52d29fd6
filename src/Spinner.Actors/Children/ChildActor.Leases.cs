using Akka.Actor;

namespace Spinner.Actors.Children;

// Who holds the child. A lease is a use of every launch that serves while it lives, in the same gate as all other uses.
sealed partial class ChildActor
{
    private readonly Dictionary<IActorRef, LaunchGate?> _leases = [];  // the gate each has entered
    private IReadOnlyList<string> _holders = [];

    /// <summary>A request that is about to be answered with Ready takes the lease it asked for.</summary>
    private void Hold(Request request)
    {
        if (request is { Asked: StartWith { Lease: true }, By: { } holder }) Hold(holder);
    }

    private void Hold(IActorRef holder)
    {
        if (_leases.ContainsKey(holder)) return;
        Context.WatchWith(holder, new HolderEnded(holder));
        _leases[holder] = ServingLaunch?.Gate is { } gate ? Entered(gate) : null;
        ShowHolders();
    }

    /// <summary>False when nothing serves nor is about to: a lease that is renewed starts nothing.</summary>
    private bool HoldIfRunning(IActorRef holder)
    {
        var runs = _state is ChildState.Starting or ChildState.Started or ChildState.Restarting;
        if (runs) Hold(holder);
        return runs;
    }

    /// <summary>A launch is ready: those who hold the child use it before anybody else can, and so before it can be idle.</summary>
    private void HoldAll(LaunchGate gate)
    {
        foreach (var (holder, left) in _leases.ToList())
        {
            _leases[holder] = Entered(gate);
            left?.Exit();
        }
        foreach (var request in _starters.Requests) Hold(request);
    }

    /// <summary>False when there was no lease.</summary>
    private bool LetGo(IActorRef? holder)
    {
        if (holder is null || !_leases.Remove(holder, out var gate)) return false;
        Context.Unwatch(holder);
        gate?.Exit();
        ShowHolders();
        return true;
    }

    private void ShowHolders()
    {
        _holders = [.. _leases.Keys.Select(h => h.Path.ToString())];
        Show();
    }

    // A gate whose launch is on its way out lets nobody in; the next launch's will.
    private static LaunchGate? Entered(LaunchGate gate) => gate.TryEnter() ? gate : null;
}
