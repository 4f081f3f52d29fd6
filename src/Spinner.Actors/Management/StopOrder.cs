namespace Spinner.Actors.Management;

/// <summary>
/// The order in which children are told to stop: each when the last of those that need it is gone. Waves say how far that is at the latest: a child is a
/// wave behind the last of those that need it. Not safe for concurrent use.
/// </summary>
sealed class StopOrder
{
    private readonly Dictionary<string, HashSet<string>> _dependants = new(StringComparer.Ordinal);   // of those not told yet, who is not gone yet
    private readonly Dictionary<string, int> _waves;

    /// <param name="needs">What each of the children needs; names that are not among them count for nothing.</param>
    public StopOrder(IReadOnlyDictionary<string, IReadOnlyList<string>> needs)
    {
        foreach (var name in needs.Keys) _dependants[name] = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, others) in needs)
            foreach (var other in others)
                if (_dependants.TryGetValue(other, out var dependants) && other != name) dependants.Add(name);
        _waves = WavesOf(needs);
        Waves = _waves.Values.DefaultIfEmpty(0).Max() + 1;
    }

    /// <summary>How many waves there are.</summary>
    public int Waves { get; }

    /// <summary>Nobody needs another. May be asked on any thread.</summary>
    public bool IsFlat => Waves == 1;

    /// <summary>All are told.</summary>
    public bool IsEmpty => _dependants.Count == 0;

    /// <summary>Those who are to be told now: nobody who needs them is left. Each once.</summary>
    public IReadOnlyList<string> TakeFree() => Take(name => _dependants[name].Count == 0);

    /// <summary>Those who are to be told now, whoever needs them: their wave, or one before it, is due. Each once.</summary>
    public IReadOnlyList<string> TakeDue(int wave) => Take(name => _waves[name] <= wave);

    /// <summary>This one is not to be told any more. False when it was already.</summary>
    public bool TryWithdraw(string name) => _dependants.Remove(name);

    /// <summary>Nobody is to be told any more.</summary>
    /// <returns>Those who would have been.</returns>
    public IReadOnlyList<string> TakeAll() => Take(static _ => true);

    /// <summary>The child is gone, or will not go.</summary>
    public void NoteGone(string name)
    {
        foreach (var dependants in _dependants.Values) dependants.Remove(name);
    }

    private List<string> Take(Func<string, bool> isDue)
    {
        var taken = _dependants.Keys.Where(isDue).ToList();
        foreach (var name in taken) _dependants.Remove(name);
        return taken;
    }

    /// <summary>What needs each other in a circle is in the last wave.</summary>
    private static Dictionary<string, int> WavesOf(IReadOnlyDictionary<string, IReadOnlyList<string>> needs)
    {
        var waves = new Dictionary<string, int>(StringComparer.Ordinal);
        var left = needs.Keys.ToHashSet(StringComparer.Ordinal);
        for (var wave = 0; left.Count > 0; wave++)
        {
            var needed = left.SelectMany(name => needs[name].Where(other => other != name)).ToHashSet(StringComparer.Ordinal);
            var free = left.Where(name => !needed.Contains(name)).ToList();
            if (free.Count == 0) free = [.. left];
            foreach (var name in free) waves[name] = wave;
            left.ExceptWith(free);
        }

        return waves;
    }
}
