using System.Text;

namespace Spinner.Tests;

/// <summary>A stream that keeps what is written to it, can be stalled, and fails a second write that overlaps the first.</summary>
public sealed class CaptureStream : Stream
{
    private readonly Lock _lock = new();
    private readonly MemoryStream _bytes = new();
    private readonly bool _keeps;
    private TaskCompletionSource? _stalled;
    private int _writing;
    private long _count;

    /// <param name="keeps">False only counts: for floods.</param>
    public CaptureStream(bool keeps = true) => _keeps = keeps;

    /// <summary>Two writes overlapped.</summary>
    public bool Overlapped { get; private set; }

    public long Count => Interlocked.Read(ref _count);

    public string Text
    {
        get
        {
            lock (_lock) return Encoding.UTF8.GetString(_bytes.ToArray());
        }
    }

    public IReadOnlyList<string> Lines => Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public override bool CanRead => false;
    public override bool CanSeek => false;
    public override bool CanWrite => true;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>Every write waits until the returned action is called.</summary>
    public Action Stall()
    {
        var stalled = _stalled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return () =>
        {
            _stalled = null;
            stalled.TrySetResult();
        };
    }

    /// <summary>Waits for a line that begins so; the rest of it.</summary>
    public async Task<string> LineAsync(string beginning)
    {
        string? Find() => Text.Split('\n')[..^1].FirstOrDefault(line => line.StartsWith(beginning, StringComparison.Ordinal));
        await Eventually.HoldsAsync(() => Find() is not null, $"the child printed '{beginning}'");
        return Find()![beginning.Length..];
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (Interlocked.Increment(ref _writing) != 1) Overlapped = true;
        if (_stalled is { } stalled) await stalled.Task;
        Write(buffer.Span);
        Interlocked.Decrement(ref _writing);
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        lock (_lock)
        {
            Interlocked.Add(ref _count, buffer.Length);
            if (_keeps) _bytes.Write(buffer);
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));
    public override void Flush() { }
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
}
