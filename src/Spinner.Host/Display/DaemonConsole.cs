using Spinner.Control.Logs;
using Spinner.Processes;

namespace Spinner.Host.Display;

/// <summary>
/// The daemon's console. Nobody who writes waits for it: what it does not take is dropped, and that is told. Safe for concurrent use.
/// Disposing waits until what was written is there, but not for a reader that has stopped reading.
/// </summary>
sealed class DaemonConsole : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly TaskCompletionSource _empty = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConsoleQueue _queue;
    private readonly TimeProvider _clock;
    private long _taken;
    private long _written;
    private bool _isEnding;

    public DaemonConsole(Stream output, Stream error, TimeProvider clock) =>
        (_queue, _clock) = (new ConsoleQueue(new Outlet(output, RecordWritten), new Outlet(error, () => { })), clock);

    /// <summary>That of this process.</summary>
    public static DaemonConsole Open() => new(Console.OpenStandardOutput(), Console.OpenStandardError(), TimeProvider.System);

    /// <summary>Takes whole lines.</summary>
    public void Write(ReadOnlySpan<byte> lines)
    {
        lock (_lock)
            if (_queue.Enqueue(isError: false, lines)) _taken++;
    }

    public async ValueTask DisposeAsync()
    {
        lock (_lock)
        {
            _isEnding = true;
            if (_written >= _taken) return;
        }

        // A reader that reads no more gets no more.
        await _empty.Task.WaitAsync(Patience, _clock).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private void RecordWritten()
    {
        lock (_lock)
            if (++_written >= _taken && _isEnding) _empty.TrySetResult();
    }

    private sealed class Outlet(Stream target, Action written) : WriteOnlyStream
    {
        public override void Write(ReadOnlySpan<byte> buffer)
        {
            try
            {
                target.Write(buffer);
            }
            catch (Exception closed) when (closed is UnauthorizedAccessException or ObjectDisposedException)
            {
                // What .NET says of a descriptor that was closed, or opened for reading, before we were started.
                throw new IOException(closed.Message, closed);
            }
            finally
            {
                written();
            }
        }

        public override void Flush() => target.Flush();

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Write(buffer.Span);
            return ValueTask.CompletedTask;
        }
    }
}
