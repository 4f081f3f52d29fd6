namespace Spinner.Processes;

/// <summary>Where a line of a child's output begins. A value.</summary>
/// <param name="Offset">How many bytes were ever written before it.</param>
/// <param name="Line">How many lines.</param>
internal readonly record struct LinePlace(long Offset, long Line)
{
    /// <summary>The place behind these whole lines, which begin here.</summary>
    internal LinePlace After(ReadOnlySpan<byte> lines) => new(Offset + lines.Length, Line + lines.Count((byte)'\n'));
}
