namespace Spinner.Processes;

/// <summary>The latest output of a child, bounded in bytes; stdout and stderr in the order they arrived. Safe for concurrent use.</summary>
/// <remarks>Grows on demand: a silent child costs nothing.</remarks>
public sealed class OutputRing(int capacity)
{
    private readonly Lock _lock = new();
    private byte[] _bytes = [];
    private long _written;

    /// <summary>The most bytes it keeps.</summary>
    public int Capacity { get; } = capacity >= 0 ? capacity : throw new ArgumentOutOfRangeException(nameof(capacity), capacity, "A ring holds 0 bytes or more.");

    /// <summary>How many bytes were ever appended.</summary>
    public long Written
    {
        get
        {
            lock (_lock) return _written;
        }
    }

    /// <summary>Appends; the oldest bytes give way.</summary>
    public void Append(ReadOnlySpan<byte> chunk)
    {
        lock (_lock)
        {
            var kept = chunk.Length > Capacity ? chunk[^Capacity..] : chunk;
            Grow((int)Math.Min(Capacity, _written + kept.Length));
            _written += chunk.Length - kept.Length;
            while (!kept.IsEmpty)
            {
                var at = (int)(_written % _bytes.Length);
                var part = Math.Min(kept.Length, _bytes.Length - at);
                kept[..part].CopyTo(_bytes.AsSpan(at));
                kept = kept[part..];
                _written += part;
            }
        }
    }

    /// <summary>A copy of what it holds, oldest byte first.</summary>
    public byte[] ToArray()
    {
        lock (_lock) return Copy();
    }

    private byte[] Copy()
    {
        var held = (int)Math.Min(_written, _bytes.Length);
        var copy = new byte[held];
        for (var i = 0; i < held; i++) copy[i] = _bytes[(int)((_written - held + i) % _bytes.Length)];
        return copy;
    }

    // A ring that is not full yet is linear from 0, so growing it is a plain copy; only the full one wraps.
    private void Grow(int needed)
    {
        if (needed <= _bytes.Length) return;
        var size = Math.Min(Capacity, Math.Max(needed, Math.Max(1024, _bytes.Length * 2)));
        Array.Resize(ref _bytes, size);
    }
}
