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

    private int _leftover;
    private int _readErrors;

    /// <summary>Ends when the pipe has ended and the sink has everything.</summary>
    /// <param name="groupGone">From then on only what is already in the pipe is read.</param>
    internal async Task RunAsync(CancellationToken groupGone)
    {
        var small = new byte[Small];
        byte[]? large = null;
        int count;
        while ((count = await ReadAsync(large ?? small, groupGone)) > 0)
        {
            var chunk = (large ?? small).AsMemory(0, count);
            channel.Keep(chunk.Span);
            await channel.Sink.WriteAsync(chunk);
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
        await pipe.DisposeAsync();
        await channel.Sink.CompleteAsync();
    }

    // 0 is the end.
    private async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken groupGone)
    {
        while (true)
        {
            var isLeftover = groupGone.IsCancellationRequested;
            try
            {
                return isLeftover ? await ReadLeftoverAsync(buffer) : await pipe.ReadAsync(buffer, groupGone);
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

    private async ValueTask<int> ReadLeftoverAsync(Memory<byte> buffer)
    {
        if (_leftover >= MaxLeftover) return 0;
        using var limit = new CancellationTokenSource(Silence, time);
        var count = await pipe.ReadAsync(buffer, limit.Token);
        _leftover += count;
        return count;
    }
}
