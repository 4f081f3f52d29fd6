namespace Spinner.Actors.Capacity;

/// <summary>One thing there is only so much of.</summary>
/// <param name="Name">What it is called: memory, running, or the name of a group.</param>
/// <param name="Most">How much there is.</param>
/// <param name="Takes">How much a child takes of it.</param>
sealed record RoomLimit(string Name, long Most, Func<Claim, long> Takes)
{
    /// <summary>The memory of all children.</summary>
    public static RoomLimit Memory(long bytes) => new("memory", bytes, static c => c.Bytes) { AddsLaunches = true };

    /// <summary>The number of children that listen.</summary>
    public static RoomLimit Running(int most) => new("running", most, static c => c.Counts ? 1 : 0);

    /// <summary>So many of these children at a time.</summary>
    public static RoomLimit Group(string name, IReadOnlySet<string> members, int running) => new(name, running, c => members.Contains(c.Name) ? 1 : 0);

    /// <summary>Another launch of a child that has room takes some too.</summary>
    public bool AddsLaunches { get; private init; }

    /// <summary>Whether all of these, and what is wanted beside them, is not too much.</summary>
    public bool Holds(IEnumerable<Occupant> children, Claim? wanted)
    {
        var (sum, isNew) = (0L, true);
        foreach (var child in children)
        {
            sum += Takes(child);
            isNew &= child.Name != wanted?.Name;
        }
        return sum + (wanted is not null && (isNew || AddsLaunches) ? Takes(wanted) : 0) <= Most;
    }
}
