using Spinner.Actors;
using Spinner.Control.Contract;

namespace Spinner.Control.Watching;

/// <summary>The last events of each child, so that one that flaps takes no other's away. Safe for concurrent use.</summary>
sealed class ChildEvents
{
    /// <summary>How many of each are kept.</summary>
    public const int Kept = 100;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Queue<EventView>> _children = new(StringComparer.Ordinal);

    /// <summary>Keeps one; of no child it is left out.</summary>
    public void Add(EventView happened)
    {
        if (happened.Name is not { } name) return;
        lock (_lock)
        {
            if (!_children.TryGetValue(name, out var kept)) _children[name] = kept = new Queue<EventView>();
            kept.Enqueue(happened);
            if (kept.Count > Kept) kept.Dequeue();
        }
    }

    /// <summary>Of one child, oldest first.</summary>
    public IReadOnlyList<EventView> Of(string name)
    {
        lock (_lock) return _children.TryGetValue(name, out var kept) ? [.. kept] : [];
    }

    /// <summary>The last of each child, at most so many, oldest first.</summary>
    public IReadOnlyList<EventView> Last(int most)
    {
        lock (_lock) return [.. _children.Values.SelectMany(kept => kept.TakeLast(most)).OrderBy(e => e.Sequence)];
    }

    /// <summary>Forgets who is gone.</summary>
    public void Keep(IReadOnlyDictionary<string, ChildInfo> children)
    {
        lock (_lock)
            foreach (var gone in _children.Keys.Where(name => !children.ContainsKey(name)).ToList()) _children.Remove(gone);
    }
}
