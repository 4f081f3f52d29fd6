using System.Runtime.CompilerServices;

namespace Spinner.Processes;

/// <summary>Output to a stream of the user's, who keeps it: one write at a time over everybody who writes to the same stream here.</summary>
internal sealed class StreamWriting(Stream stream) : IOutputWriter
{
    private static readonly ConditionalWeakTable<Stream, SemaphoreSlim> Turns = [];

    private readonly SemaphoreSlim _turn = Turns.GetValue(stream, static _ => new SemaphoreSlim(1));

    public bool IsInLine { get; private set; }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes)
    {
        await _turn.WaitAsync().ConfigureAwait(false);
        try
        {
            // Whatever is awaited may go on on the pool, and what is called next may block.
            await BlockingThreads.Output.EnterAsync();
            await stream.WriteAsync(bytes).ConfigureAwait(false);
            IsInLine = bytes.Span[^1] != (byte)'\n';
            await BlockingThreads.Output.EnterAsync();
            await stream.FlushAsync().ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose()
    {
        if (stream is not ILaunchOutput output) return;
        _turn.Wait();
        output.EndLaunch();
        _turn.Release();
    }
}
