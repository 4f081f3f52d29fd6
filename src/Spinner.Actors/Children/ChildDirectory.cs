using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Spinner.Actors.Children;

/// <summary>The slots of all children by name. Read by everybody, written by the manager only.</summary>
sealed class ChildDirectory
{
    private readonly ConcurrentDictionary<string, ChildSlot> _slots = new(StringComparer.Ordinal);

    public bool TryGet(string name, [MaybeNullWhen(false)] out ChildSlot slot) => _slots.TryGetValue(name, out slot);

    /// <summary>What is said of a name that is not here.</summary>
    public NoSuchChild NoSuchChild(string name) => Actors.NoSuchChild.Among(name, _slots.Count, _slots.Select(slot => slot.Key));

    public void Add(string name, ChildSlot slot) => _slots[name] = slot;

    public void Remove(string name) => _slots.TryRemove(name, out _);

    public IReadOnlyDictionary<string, ChildInfo> ToInfos(TimeProvider clock) =>
        _slots.ToDictionary(s => s.Key, s => s.Value.View.ToInfo(clock), StringComparer.Ordinal);

    /// <summary>No child writes any more: their readers end. Nothing is kept for who keeps the spinner.</summary>
    public void Close()
    {
        foreach (var slot in _slots.Values) slot.Output.Close();
        _slots.Clear();
    }

    /// <summary>The latest view of each.</summary>
    public IEnumerable<ChildView> Views() => _slots.Values.Select(s => s.View);

    /// <summary>The longest any child may take to stop and be killed.</summary>
    public TimeSpan SlowestStop() => _slots.Values.Select(s => s.View.Spec.StopTimeout + s.View.Spec.KillTimeout).DefaultIfEmpty(TimeSpan.Zero).Max();
}
