using System.Buffers;
using System.Text;

namespace Spinner.Processes;

/// <summary>
/// What waits for a console that may be slow: bounded in bytes. One thread writes it with plain blocking writes. Safe for concurrent use.
/// </summary>
/// <remarks>The inherited descriptors are never made non-blocking: they belong to the terminal and everybody else who has it.</remarks>
internal sealed class ConsoleQueue
{
    internal const int DefaultCapacity = 1024 * 1024;

    private readonly object _lock = new();
    private readonly Queue<(bool IsError, byte[] Bytes, int Length)> _queue = new();
    private readonly Stream _out;
    private readonly Stream _error;
    private readonly int _capacity;
    private int _queued;
    private (long Bytes, long Lines) _dropped;

    internal ConsoleQueue(Stream @out, Stream error, int capacity = DefaultCapacity)
    {
        (_out, _error, _capacity) = (@out, error, capacity);
        new Thread(Write) { IsBackground = true, Name = "spinner console" }.Start();
    }

    /// <summary>The supervisor's own console; its thread starts with the first child that writes there.</summary>
    internal static ConsoleQueue Shared => Lazily.Instance;

    /// <returns>False when the lines were dropped.</returns>
    internal bool Enqueue(bool isError, ReadOnlySpan<byte> lines)
    {
        lock (_lock)
        {
            // Once something was dropped everything is, until there is room again: one gap with one note, not a sieve.
            if (_dropped.Bytes > 0 || _queued + lines.Length > _capacity)
            {
                Drop(lines);
                return false;
            }

            var copy = ArrayPool<byte>.Shared.Rent(lines.Length);
            lines.CopyTo(copy);
            _queue.Enqueue((isError, copy, lines.Length));
            _queued += lines.Length;
            Monitor.Pulse(_lock);
            return true;
        }
    }

    private void Write()
    {
        while (true)
        {
            var next = Next();
            var lines = next.Bytes.AsSpan(0, next.Length);
            var dropped = TakeDropped(next.Length, Put(next.IsError ? _error : _out, lines) ? [] : lines);
            ArrayPool<byte>.Shared.Return(next.Bytes);
            if (dropped.Bytes == 0) continue;
            var note = $"spinner: {dropped.Lines} lines ({dropped.Bytes} bytes) of output were dropped, the console did not take them\n";
            Put(_error, Encoding.UTF8.GetBytes(note));
        }
    }

    private (bool IsError, byte[] Bytes, int Length) Next()
    {
        lock (_lock)
        {
            while (_queue.Count == 0) Monitor.Wait(_lock);
            return _queue.Dequeue();
        }
    }

    // Counted until half of the queue is free again.
    private (long Bytes, long Lines) TakeDropped(int written, ReadOnlySpan<byte> lost)
    {
        lock (_lock)
        {
            _queued -= written;
            Drop(lost);
            if (_queued > _capacity / 2) return default;
            var dropped = _dropped;
            _dropped = default;
            return dropped;
        }
    }

    private void Drop(ReadOnlySpan<byte> lines)
    {
        _dropped.Bytes += lines.Length;
        _dropped.Lines += lines.Count((byte)'\n');
    }

    // A console that is gone (a closed terminal, a full disk behind it) is no reason to stop a supervisor, and there is nowhere else to say so.
    private static bool Put(Stream target, ReadOnlySpan<byte> bytes)
    {
        try
        {
            target.Write(bytes);
            target.Flush();
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static class Lazily
    {
        internal static readonly ConsoleQueue Instance = new(Console.OpenStandardOutput(), Console.OpenStandardError());
    }
}
