using Akka.Actor;

namespace Spinner.Actors.Admission;

/// <summary>What one launch needs: what is there already, what is awaited, and since which launch of the other it is held. Used by its actor only.</summary>
/// <param name="request">The launch's request.</param>
/// <param name="child">Who asked.</param>
sealed class HeldNeeds(AdmissionRequest request, IActorRef child)
{
    private readonly Dictionary<string, NeedWaiter> _awaited = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _launches = new(StringComparer.Ordinal);
    private readonly HashSet<string> _serving = new(StringComparer.Ordinal);    // of those that are there, who was ready

    public AdmissionRequest Request { get; } = request;

    public IActorRef Child { get; } = child;

    /// <summary>Who holds what it needs.</summary>
    public Holder Holder { get; } = new(null, new LeaseKey()) { NeededBy = request.Child };

    public bool AllThere => _awaited.Count == 0;

    /// <summary>A child it needs was launched anew since it was admitted.</summary>
    public bool IsStale { get; private set; }

    /// <summary>Those whose answers are still to come.</summary>
    public IReadOnlyDictionary<string, NeedWaiter> Awaited => _awaited;

    public void Await(NeedWaiter waiter)
    {
        _awaited[waiter.Need.Name] = waiter;
        Tell();
    }

    /// <summary>The child is as far as it has to be.</summary>
    /// <param name="waiter">Whose answer it is.</param>
    /// <param name="launch">Its launch.</param>
    /// <param name="serves">It is ready, not only there, or done.</param>
    public void Arrive(NeedWaiter waiter, int launch, bool serves)
    {
        var name = waiter.Need.Name;
        _awaited.Remove(name);
        _launches[name] = launch;
        if (serves) _serving.Add(name);
        Tell();
    }

    /// <summary>Those that were ready while others were awaited, and are not any more.</summary>
    public IReadOnlyList<ChildNeed> Lost(Func<string, bool> serves) => [.. Request.Needs.Where(n => _serving.Contains(n.Name) && !serves(n.Name))];

    public bool IsAwaited(NeedWaiter waiter) => _awaited.GetValueOrDefault(waiter.Need.Name) == waiter;

    /// <summary>A child serves with that launch.</summary>
    public void NoteLaunch(string name, int launch)
    {
        if (!_launches.TryGetValue(name, out var known) || known == launch) return;
        _launches[name] = launch;
        IsStale |= Request.Needs.Any(n => n.RestartWith && n.Name == name);
    }

    private void Tell() => Request.Awaited = AllThere ? null : string.Join(", ", _awaited.Values.Select(w => w.Need.Format()));
}
