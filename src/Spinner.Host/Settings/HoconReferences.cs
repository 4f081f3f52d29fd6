namespace Spinner.Host.Settings;

/// <summary>
/// Follows substitutions before Akka does: it follows a ring until the stack is used up, which ends the process, and writes out what doubles with
/// every line.
/// </summary>
sealed class HoconReferences
{
    /// <summary>How many a file may have.</summary>
    public const int MaxCount = 2000;

    private const int MaxCost = 100_000;
    private const int UnderWay = -1;

    private readonly IReadOnlyList<HoconReference> _all;
    private readonly int[] _costs;
    private readonly Func<int, string> _place;
    private string? _error;

    private HoconReferences(IReadOnlyList<HoconReference> all, Func<int, string> place) => (_all, _costs, _place) = (all, new int[all.Count], place);

    /// <returns>What is wrong, with its place; null when nothing is.</returns>
    /// <param name="all">All there are.</param>
    /// <param name="place">Where a line is, for people.</param>
    public static string? Check(IReadOnlyList<HoconReference> all, Func<int, string> place)
    {
        if (all.Count > MaxCount) return $"there are {all.Count} substitutions; allowed: up to {MaxCount}";
        var references = new HoconReferences(all, place);
        for (var i = 0; i < all.Count && references._error is null; i++) references.Cost(i);
        return references._error;
    }

    // How many substitutions writing one out takes.
    private int Cost(int index)
    {
        if (_costs[index] > 0 || _error is not null) return _costs[index];
        var one = _all[index];
        if (_costs[index] == UnderWay)
        {
            _error = $"{_place(one.Line)}: {one.Text} leads back to itself";
            return 0;
        }

        _costs[index] = UnderWay;
        var cost = 1;
        for (var other = 0; other < _all.Count && _error is null; other++)
            if (_all[other].Path.IsWithin(one.Of) || one.Of.IsWithin(_all[other].Path)) cost = Math.Min(MaxCost + 1, cost + Cost(other));
        if (cost > MaxCost) _error ??= $"{_place(one.Line)}: {one.Text} stands for too much: more than {MaxCost} substitutions";
        return _costs[index] = cost;
    }
}
