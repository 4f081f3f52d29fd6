namespace Spinner.Actors;

/// <summary>How a child's output is read. By default everything that is kept, and then it ends. Immutable.</summary>
public sealed record OutputReading
{
    private readonly long _after;
    private readonly int? _last;

    /// <summary>Go on with what comes, over restarts, until the child is removed.</summary>
    public bool Follow { get; init; }

    /// <summary>The last <see cref="ChildOutput.Sequence"/> already seen; 0: none.</summary>
    public long After
    {
        get => _after;
        init => _after = value >= 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "After is a sequence, or 0.");
    }

    /// <summary>Of what is kept only so many lines, the latest; 0: only what comes. Null: all of it.</summary>
    public int? Last
    {
        get => _last;
        init => _last = value is null or >= 0
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "Last is a number of lines, 0 or more.");
    }
}
