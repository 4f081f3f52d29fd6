namespace Spinner.Actors.Children;

/// <summary>
/// The faults of a child that came one after another, without health between them. Each pause before a wanted child is launched again is twice the
/// one before.
/// </summary>
sealed class FaultStreak
{
    // Without a fault time-out a crash loop would still be one.
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);

    /// <summary>How many.</summary>
    public int Count { get; private set; }

    /// <summary>Another fault.</summary>
    /// <param name="first">The pause after the first of them.</param>
    /// <param name="longest">No pause is longer, unless the first is.</param>
    /// <returns>The pause after this one.</returns>
    public TimeSpan Record(TimeSpan first, TimeSpan longest)
    {
        if (first < Shortest) first = Shortest;
        if (longest < first) longest = first;
        var pause = first.TotalMilliseconds * Math.Pow(2, Count++);
        return pause < longest.TotalMilliseconds ? TimeSpan.FromMilliseconds(pause) : longest;
    }

    /// <summary>The child was well, or somebody took a decision about it.</summary>
    public void Reset() => Count = 0;
}
