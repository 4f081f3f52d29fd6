namespace Spinner.Processes;

/// <summary>Lines a child wrote, many at a time.</summary>
/// <param name="IsError">From stderr.</param>
/// <param name="Text">One or more whole lines, without the last line end; a line longer than 64 KiB is cut.</param>
/// <param name="DroppedBytes">How much was dropped before these lines because the log or console was too slow.</param>
public sealed record OutputBatch(bool IsError, string Text, long DroppedBytes);
