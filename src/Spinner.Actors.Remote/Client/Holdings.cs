using Akka.Actor;
using Spinner.Actors.Uses;

namespace Spinner.Actors.Remote.Client;

/// <summary>
/// Who on this node holds which child of a server. To the server all of them are one holder, the session; so a lease is released there when the last
/// holder here has released it. Used by its connection only.
/// </summary>
sealed class Holdings
{
    private sealed class Holding
    {
        /// <summary>Starts under way that will hold.</summary>
        public int Asked { get; set; }

        /// <summary>A start has been answered with ChildReady.</summary>
        public bool IsHeld { get; set; }
    }

    private readonly Dictionary<string, Dictionary<Holder, Holding>> _children = new(StringComparer.Ordinal);

    /// <summary>The children that are held; those whose first start is still under way are not.</summary>
    public IReadOnlyList<string> Held => [.. _children.Where(c => c.Value.Values.Any(h => h.IsHeld)).Select(c => c.Key)];

    /// <summary>A start that is to hold the child is under way.</summary>
    public void Begin(string child, Holder holder)
    {
        if (!_children.TryGetValue(child, out var holders)) _children[child] = holders = [];
        if (!holders.TryGetValue(holder, out var holding)) holders[holder] = holding = new Holding();
        holding.Asked++;
    }

    /// <summary>It was answered. A start that failed takes nothing from who held the child before.</summary>
    /// <returns>Whether no holder here is left, so that the server is to release the child.</returns>
    public bool End(string child, Holder holder, bool isHeld)
    {
        // Whoever has let go meanwhile is not there any more; the server may have taken the lease after that.
        if (Find(child, holder) is not { } holding) return !_children.ContainsKey(child);
        holding.Asked--;
        holding.IsHeld |= isHeld;
        return !holding.IsHeld && holding.Asked == 0 && Remove(child, holder);
    }

    /// <summary>The holder releases the child.</summary>
    /// <returns>Whether it held the child, and whether no holder here is left.</returns>
    public (bool WasHeld, bool IsLast) Release(string child, Holder holder) =>
        Find(child, holder) is { } holding ? (holding.IsHeld, Remove(child, holder)) : (false, false);

    /// <summary>Who holds or asks for which child as long as that actor lives.</summary>
    public IReadOnlyList<(string Child, Holder Holder)> Of(IActorRef actor) =>
        [.. _children.SelectMany(c => c.Value.Keys.Where(h => actor.Equals(h.Actor)).Select(h => (c.Key, h)))];

    /// <summary>Removes all holders; starts that are still under way may hold the child again.</summary>
    /// <returns>Who held it.</returns>
    public IReadOnlyList<Holder> RemoveHeld(string child)
    {
        if (!_children.TryGetValue(child, out var holders)) return [];
        var lost = holders.Where(h => h.Value.IsHeld).ToList();
        foreach (var (holder, holding) in lost)
        {
            holding.IsHeld = false;
            if (holding.Asked == 0) Remove(child, holder);
        }

        return [.. lost.Select(h => h.Key)];
    }

    private Holding? Find(string child, Holder holder) => _children.GetValueOrDefault(child)?.GetValueOrDefault(holder);

    private bool Remove(string child, Holder holder)
    {
        var holders = _children[child];
        holders.Remove(holder);
        return holders.Count == 0 && _children.Remove(child);
    }
}
