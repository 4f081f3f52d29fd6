namespace Spinner.Actors.Capacity;

/// <summary>One thing there is only so much of.</summary>
/// <param name="Most">How much there is.</param>
/// <param name="Takes">How much a child takes of it.</param>
sealed record RoomLimit(long Most, Func<Claim, long> Takes)
{
    /// <summary>The memory of all children.</summary>
    public static RoomLimit Memory(long bytes) => new(bytes, static c => c.Bytes) { IsMemory = true };

    /// <summary>The number of children that listen.</summary>
    public static RoomLimit Running(int most) => new(most, static c => c.Counts ? 1 : 0);

    /// <summary>So many of these children at a time.</summary>
    public static RoomLimit Of(string group, IReadOnlySet<string> members, int running) => new(running, c => members.Contains(c.Name) ? 1 : 0) { Group = group };

    /// <summary>It is bytes, and another launch of a child that has room takes some too.</summary>
    public bool IsMemory { get; private init; }

    /// <summary>Whose; null: it is for all.</summary>
    public string? Group { get; private init; }

    /// <summary>For programs: budget, count or group.</summary>
    public string Kind => IsMemory ? "budget" : Group is null ? "count" : "group";

    /// <summary>Whether all of these, and what is wanted beside them, is not too much.</summary>
    public bool Holds(IEnumerable<Occupant> children, Claim? wanted)
    {
        var (sum, isNew) = (0L, true);
        foreach (var child in children)
        {
            sum += Takes(child);
            isNew &= child.Name != wanted?.Name;
        }
        return sum + (wanted is not null && (isNew || IsMemory) ? Takes(wanted) : 0) <= Most;
    }
}
