namespace Spinner.Actors;

/// <summary>What a reader of a child's output gets: an <see cref="OutputLine"/>, or an <see cref="OutputMissed"/> where some are missing.</summary>
public abstract record ChildOutput
{
    private protected ChildOutput() { }

    /// <summary>
    /// The number of the line, or of the last one missed: to go on later after it. Counts upwards over all launches of a child, from a
    /// random beginning.
    /// </summary>
    public long Sequence { get; init; }
}

/// <summary>A line a child wrote.</summary>
/// <param name="IsError">To stderr.</param>
/// <param name="Text">Without its line end. A line of more than 64 KiB goes on in the next.</param>
public sealed record OutputLine(bool IsError, string Text) : ChildOutput
{
    /// <summary>When it was read, to the millisecond; null: its spinner does not tell.</summary>
    public DateTimeOffset? Time { get; init; }
}

/// <summary>Lines are missing here: they came faster than they were read, or were gone already.</summary>
/// <param name="Lines">How many; null when nobody knows, because what was read before belongs to another life of the child or its spinner.</param>
public sealed record OutputMissed(long? Lines) : ChildOutput;
