namespace Spinner.Processes;

/// <summary>Lines a child wrote, many at a time; or only what was dropped of them.</summary>
/// <param name="IsError">From stderr.</param>
/// <param name="Text">One or more whole lines, without the last line end; a line longer than 64 KiB is cut.</param>
/// <param name="DroppedBytes">How much was dropped before these lines because <see cref="DroppedBy"/> was too slow.</param>
public sealed record OutputBatch(bool IsError, string Text, long DroppedBytes)
{
    /// <summary>The same in lines.</summary>
    public long DroppedLines { get; init; }

    /// <summary>The supervisor says this about the child or its output; the child did not.</summary>
    public bool IsNote { get; init; }

    /// <summary>Who was too slow: the log, or the console.</summary>
    public OutputTarget DroppedBy { get; init; } = OutputTarget.Log;
}
