using System.Buffers;

namespace Spinner.Processes;

/// <summary>Reads one pipe of a child until its end and hands every byte to the ring, the error tail and the sink.</summary>
internal sealed class OutputPump(Stream pipe, OutputChannel channel, TimeProvider time)
{
    /// <summary>How long a pipe that somebody outside the group still holds may be silent before it is left.</summary>
    internal static readonly TimeSpan Silence = TimeSpan.FromMilliseconds(250);

    // A waiting read owns its buffer: most children are silent, so it is small until data flows.
    private const int Small = 1024;
    private const int Large = 64 * 1024;

    // The largest pipe an ordinary user can have; see pipe(7). What comes beyond was written after the group's end.
    private const int MaxLeftover = 1024 * 1024;
    private const int MaxReadErrors = 3;

    private enum State
    {
        Reading,
        Writing,
        Abandoned,
    }

    private readonly TaskCompletionSource<MemoryStream> _rest = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private State _state;
    private int _leftover;
    private int _readErrors;

    /// <summary>Ends when the pipe has ended and the sink has everything.</summary>
    /// <param name="groupGone">From then on only what is already in the pipe is read.</param>
    internal async Task RunAsync(CancellationToken groupGone)
    {
        var small = new byte[Small];
        byte[]? large = null;
        int count;
        while ((count = await ReadAsync(large ?? small, groupGone).ConfigureAwait(false)) > 0)
        {
            var chunk = (large ?? small).AsMemory(0, count);
            channel.Append(chunk.Span);
            Interlocked.Exchange(ref _state, State.Writing);
            await channel.Sink.WriteAsync(chunk).ConfigureAwait(false);
            if (Interlocked.CompareExchange(ref _state, State.Reading, State.Writing) == State.Abandoned)
            {
                await WriteRestAsync().ConfigureAwait(false);
                break;
            }

            if (large is null && count == Small)
            {
                large = ArrayPool<byte>.Shared.Rent(Large);
            }
            else if (large is not null && count < Small)
            {
                ArrayPool<byte>.Shared.Return(large);
                large = null;
            }
        }

        if (large is not null) ArrayPool<byte>.Shared.Return(large);
        channel.Close();
        await pipe.DisposeAsync().ConfigureAwait(false);
        await channel.Sink.CompleteAsync().ConfigureAwait(false);
    }

    /// <summary>
    /// Whoever takes this is stuck, and the group is gone: what the pipe still holds is kept for him as far as there is room, and the pipe is closed.
    /// </summary>
    internal async Task AbandonAsync()
    {
        if (Interlocked.CompareExchange(ref _state, State.Abandoned, State.Writing) != State.Writing) return;
        var rest = new MemoryStream();
        try
        {
            var buffer = new byte[Small];
            int count;
            while ((count = await ReadLeftoverAsync(buffer).ConfigureAwait(false)) > 0)
            {
                channel.Append(buffer.AsSpan(0, count));
                rest.Write(buffer, 0, count);
            }
        }
        catch (Exception end) when (end is OperationCanceledException or IOException)
        {
            // Silent, or broken: what was read is all there is.
        }

        await pipe.DisposeAsync().ConfigureAwait(false);
        if (!AbandonedOutput.TryReserve(rest.Length))
        {
            channel.Note($"{rest.Length} bytes were lost: it does not take what it was given before, and the child is gone");
            rest = new MemoryStream();
        }

        _rest.SetResult(rest);
    }

    private async Task WriteRestAsync()
    {
        var rest = await _rest.Task.ConfigureAwait(false);
        if (rest.Length == 0) return;
        AbandonedOutput.Release(rest.Length);
        await channel.Sink.WriteAsync(rest.GetBuffer().AsMemory(0, (int)rest.Length)).ConfigureAwait(false);
    }

    // 0 is the end.
    private async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken groupGone)
    {
        while (true)
        {
            var isLeftover = groupGone.IsCancellationRequested;
            try
            {
                var read = isLeftover ? ReadLeftoverAsync(buffer) : pipe.ReadAsync(buffer, groupGone);
                return await read.ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                if (isLeftover) return 0;
            }
            catch (IOException error)
            {
                // The first read of a pipe can fail for no reason (dotnet/runtime#131915).
                if (++_readErrors < MaxReadErrors) continue;
                channel.Note($"cannot read the output any more: {error.Message}");
                return 0;
            }
        }
    }

    // Silent is what says nothing twice: on a busy machine the limit of a read may be over before the read has begun.
    private async ValueTask<int> ReadLeftoverAsync(Memory<byte> buffer)
    {
        if (_leftover >= MaxLeftover) return 0;
        for (var attempt = 1; ; attempt++)
        {
            using var limit = new CancellationTokenSource(Silence, time);
            try
            {
                var count = await pipe.ReadAsync(buffer, limit.Token).ConfigureAwait(false);
                _leftover += count;
                return count;
            }
            catch (OperationCanceledException) when (attempt == 1)
            {
                // Once more.
            }
        }
    }
}
