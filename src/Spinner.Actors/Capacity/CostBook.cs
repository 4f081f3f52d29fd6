namespace Spinner.Actors.Capacity;

/// <summary>What was learned of children by their names, whether they run or not. Used by one actor only.</summary>
/// <param name="clock">Ages the uses.</param>
sealed class CostBook(TimeProvider clock)
{
    public static readonly TimeSpan HalfLife = TimeSpan.FromMinutes(30);

    private readonly Dictionary<string, CostHistory> _known = new(StringComparer.Ordinal);

    /// <summary>All that is known.</summary>
    public IReadOnlyDictionary<string, CostHistory> Known => _known;

    /// <summary>What a child costs. One that was never measured counts as a large one: nine of ten of the others held no more.</summary>
    /// <param name="name">The child.</param>
    /// <param name="declared">The bytes that its options say; null: they do not.</param>
    public Cost Of(string name, long? declared)
    {
        var history = _known.GetValueOrDefault(name);
        var (bytes, source) = (declared, history?.Peaks.DefaultIfEmpty().Max() ?? 0) switch
        {
            ({ } said, var peak) when said >= peak => (said, CostSource.Declared),
            (_, > 0 and var peak) => (peak, CostSource.Learned),
            _ when LargeOne() is > 0 and var others => (others, CostSource.Guessed),
            _ => (0, CostSource.Unknown),
        };
        bytes = Math.Max(bytes, history?.Starting ?? 0);
        return new Cost(bytes, source) { Launches = history?.Peaks.Count ?? 0, Start = history?.Start ?? TimeSpan.Zero, UsesPerHour = history?.UsesPerHour ?? 0 };
    }

    /// <summary>A launch serves.</summary>
    public void Note(string name, LaunchGate gate) => HistoryOf(name).Note(gate);

    /// <summary>A launch holds so much now; see <see cref="CostHistory.Note(object, long, bool)"/>.</summary>
    public void Note(string name, object launch, long bytes, bool isComplete) => HistoryOf(name).Note(launch, bytes, isComplete);

    /// <summary>Takes what is known of uses by now, also of launches that are gone.</summary>
    public void Refresh()
    {
        foreach (var history in _known.Values) history.Refresh();
    }

    /// <summary>Takes what was known before.</summary>
    public void Restore(string name, CostHistory history) => _known[name] = history;

    // Sizes have a long tail: who takes the median for what nobody has seen goes beyond the budget until it is measured.
    private long LargeOne()
    {
        var peaks = _known.Values.Select(h => h.Peaks.DefaultIfEmpty().Max()).Where(p => p > 0).Order().ToList();
        return peaks.Count == 0 ? 0 : peaks[((peaks.Count * 9) + 9) / 10 - 1];
    }

    private CostHistory HistoryOf(string name)
    {
        if (!_known.TryGetValue(name, out var history)) _known[name] = history = new CostHistory(clock);
        return history;
    }
}
