namespace Spinner.Actors.Capacity;

/// <summary>What a child takes of what there is.</summary>
/// <param name="Name">The child.</param>
/// <param name="Bytes">The memory it is expected to hold, over all its launches.</param>
record Claim(string Name, long Bytes)
{
    /// <summary>Whether it is one of those that may run at a time: what listens on nothing is not.</summary>
    public bool Counts { get; init; } = true;
}

/// <summary>A launch that wants room.</summary>
/// <param name="Name">Its child.</param>
/// <param name="Bytes">The memory it is expected to hold.</param>
sealed record Wanted(string Name, long Bytes) : Claim(Name, Bytes)
{
    /// <summary>How long it has waited.</summary>
    public TimeSpan Waited { get; init; }

    /// <summary>The children it holds already, which can make no way for it.</summary>
    public IReadOnlySet<string> Held { get; init; } = new HashSet<string>();
}

/// <summary>A child that has room.</summary>
/// <param name="Name">The child.</param>
/// <param name="Bytes">The memory it holds, or is expected to.</param>
sealed record Occupant(string Name, long Bytes) : Claim(Name, Bytes)
{
    public Stay Stay { get; init; } = Stay.Here;

    /// <summary>Nobody uses it but those that need it, and it may be stopped for another's sake.</summary>
    public bool IsUnused { get; init; }

    /// <summary>The children that run and need it: it goes after them.</summary>
    public IReadOnlyList<string> NeededBy { get; init; } = [];

    /// <summary>Since when it serves.</summary>
    public TimeSpan Lived { get; init; }

    /// <summary>Since when nobody has used it.</summary>
    public TimeSpan UnusedFor { get; init; }

    /// <summary>How long it takes to start.</summary>
    public TimeSpan Start { get; init; }

    /// <summary>How often it is used.</summary>
    public double UsesPerHour { get; init; }

    /// <summary>What it would cost to have it gone, for each MiB that makes free: the seconds that its users would wait in an hour.</summary>
    public double Worth => Start.TotalSeconds * UsesPerHour / Math.Max(1, Bytes / 1024d / 1024d);
}

/// <summary>Whether a child's room is taken now, later, or both.</summary>
enum Stay
{
    /// <summary>It has room, and stays.</summary>
    Here,

    /// <summary>It was told to stop: its room is free when it is gone, not before.</summary>
    Leaving,

    /// <summary>It gets what those leave that are leaving.</summary>
    Coming,
}
