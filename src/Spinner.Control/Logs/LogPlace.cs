namespace Spinner.Control.Logs;

/// <summary>Where a line of a log begins. A value.</summary>
/// <param name="Generation">The file.</param>
/// <param name="Offset">The place in it.</param>
readonly record struct LogPlace(long Generation, long Offset);
