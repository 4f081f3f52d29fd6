using System.Text;

namespace Spinner.Processes;

/// <summary>The last lines of stderr, for errors: at most 100 lines of 200 characters. Grows on demand. Safe for concurrent use.</summary>
internal sealed class ErrorTail
{
    internal const int MaxLines = 100;
    internal const int MaxChars = 200;

    // 200 UTF-16 characters never take more than 600 bytes of UTF-8.
    private const int MaxBytes = MaxChars * 3;
    private const byte LineEnd = (byte)'\n';

    private readonly Lock _lock = new();
    private readonly Queue<(byte[] Bytes, int Length)> _lines = new();
    private byte[] _open = [];
    private int _length;
    private bool _hasOpen;

    internal void Append(ReadOnlySpan<byte> chunk)
    {
        lock (_lock)
        {
            chunk = SkipWhatFallsOut(chunk);
            while (!chunk.IsEmpty)
            {
                var end = chunk.IndexOf(LineEnd);
                Extend(end < 0 ? chunk : chunk[..end]);
                if (end < 0) return;
                Close();
                chunk = chunk[(end + 1)..];
            }
        }
    }

    internal IReadOnlyList<string> ToLines()
    {
        lock (_lock)
        {
            var lines = _lines.Select(line => Text(line.Bytes.AsSpan(0, line.Length))).ToList();
            if (_hasOpen) lines.Add(Text(_open.AsSpan(0, _length)));
            return lines.Count > MaxLines ? lines[^MaxLines..] : lines;
        }
    }

    // A flood is mostly lines that this very chunk pushes out again.
    private ReadOnlySpan<byte> SkipWhatFallsOut(ReadOnlySpan<byte> chunk)
    {
        var from = chunk.Length;
        for (var lines = 0; lines <= MaxLines; lines++)
        {
            from = chunk[..from].LastIndexOf(LineEnd);
            if (from < 0) return chunk;
        }

        (_length, _hasOpen) = (0, false);
        return chunk[(from + 1)..];
    }

    private void Extend(ReadOnlySpan<byte> part)
    {
        _hasOpen |= !part.IsEmpty;
        part = part[..Math.Min(part.Length, MaxBytes - _length)];
        if (_length + part.Length > _open.Length) Array.Resize(ref _open, Math.Min(MaxBytes, Math.Max(_length + part.Length, 2 * _open.Length)));
        part.CopyTo(_open.AsSpan(_length));
        _length += part.Length;
    }

    private void Close()
    {
        // The oldest line's bytes hold the next line: a flood allocates nothing.
        var free = _lines.Count == MaxLines ? _lines.Dequeue().Bytes : [];
        _lines.Enqueue((_open, _length));
        (_open, _length, _hasOpen) = (free, 0, false);
    }

    private static string Text(ReadOnlySpan<byte> line)
    {
        var text = Encoding.UTF8.GetString(line).TrimEnd('\r');
        if (text.Length <= MaxChars) return text;
        return text[..(char.IsHighSurrogate(text[MaxChars - 1]) ? MaxChars - 1 : MaxChars)];
    }
}
