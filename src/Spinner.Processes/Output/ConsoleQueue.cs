using System.Buffers;

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
    private readonly ConsoleTarget _out;
    private readonly ConsoleTarget _error;
    private readonly int _capacity;
    private int _queued;
    private (long Bytes, long Lines) _dropped;

    internal ConsoleQueue(Stream @out, Stream error, int capacity = DefaultCapacity)
    {
        (_out, _error, _capacity) = (new ConsoleTarget("stdout", @out), new ConsoleTarget("stderr", error), capacity);
        new Thread(Run) { IsBackground = true, Name = "spinner console" }.UnsafeStart();
    }

    /// <summary>The supervisor's own console.</summary>
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

    private void Run()
    {
        while (true)
        {
            var next = Next();
            (next.IsError ? _error : _out).Write(next.Bytes.AsSpan(0, next.Length), _error.WriteNote);
            ArrayPool<byte>.Shared.Return(next.Bytes);
            var dropped = ResetDropped(next.Length);
            if (dropped.Bytes > 0) _error.WriteNote($"{dropped.Lines} lines ({dropped.Bytes} bytes) of output were dropped, the console did not take them");
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
    private (long Bytes, long Lines) ResetDropped(int written)
    {
        lock (_lock)
        {
            _queued -= written;
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

    private static class Lazily
    {
        internal static readonly ConsoleQueue Instance = new(ConsoleStreams.OpenStdout(), ConsoleStreams.Error());
    }
}
