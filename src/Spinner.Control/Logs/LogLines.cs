using System.Runtime.InteropServices;
using Spinner.Processes;

namespace Spinner.Control.Logs;

/// <summary>Bytes of a file to lines. Not safe for concurrent use.</summary>
sealed class LogLines
{
    // What a child writes, and what stands before it.
    private const int Max = LineBuffer.DefaultLimit + LogStamp.MaxLength;

    private readonly List<byte> _open = [];

    /// <summary>The lines that these bytes end.</summary>
    public List<LogLine> Add(ReadOnlySpan<byte> bytes)
    {
        var lines = new List<LogLine>();
        while (!bytes.IsEmpty)
        {
            var end = bytes.IndexOf((byte)'\n');
            var part = bytes[..Math.Min(end < 0 ? bytes.Length : end, Max - _open.Count)];
            _open.AddRange(part);
            var isWhole = part.Length == end;
            bytes = bytes[(part.Length + (isWhole ? 1 : 0))..];
            if (isWhole) lines.Add(Dequeue(_open.Count));
            else if (_open.Count == Max) lines.Add(Dequeue(TextCut.Before(CollectionsMarshal.AsSpan(_open))));
        }

        return lines;
    }

    /// <summary>The line that has no end.</summary>
    public LogLine? Flush() => _open.Count > 0 ? Dequeue(_open.Count) : null;

    private LogLine Dequeue(int length)
    {
        var line = LogLine.Read(CollectionsMarshal.AsSpan(_open)[..length]);
        _open.RemoveRange(0, length);
        return line;
    }
}
