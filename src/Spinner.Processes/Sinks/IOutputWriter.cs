namespace Spinner.Processes;

/// <summary>Something of others that output is written to. Its members may block and may throw anything. Used by one sink, never concurrently.</summary>
internal interface IOutputWriter : IDisposable
{
    /// <summary>What the last bytes that arrived there were the beginning of: a line that has not ended.</summary>
    bool IsInLine { get; }

    /// <summary>Writes and flushes.</summary>
    ValueTask WriteAsync(ReadOnlyMemory<byte> bytes);
}
