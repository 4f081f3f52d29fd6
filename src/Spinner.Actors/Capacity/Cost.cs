namespace Spinner.Actors.Capacity;

/// <summary>What is known of a child that makes it go or stay.</summary>
/// <param name="Bytes">The memory that one launch of it takes.</param>
/// <param name="Source">Where that comes from.</param>
sealed record Cost(long Bytes, CostSource Source)
{
    /// <summary>How many launches that is about; 0: none was measured.</summary>
    public int Launches { get; init; }

    /// <summary>How long it takes to start: the median of its last starts.</summary>
    public TimeSpan Start { get; init; }

    /// <summary>How often it is used; what was half an hour ago counts half.</summary>
    public double UsesPerHour { get; init; }
}

/// <summary>Where the memory of a child is known from.</summary>
enum CostSource
{
    /// <summary>Nobody knows anything yet: it is let in and measured.</summary>
    Unknown,

    /// <summary>It was never measured; it counts as a large one of the others.</summary>
    Guessed,

    /// <summary>The most that one of its last launches held.</summary>
    Learned,

    /// <summary>Its options say so, and no launch held more.</summary>
    Declared,
}
