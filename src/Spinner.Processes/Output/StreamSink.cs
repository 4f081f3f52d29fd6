using System.Runtime.CompilerServices;

namespace Spinner.Processes;

/// <summary>
/// Writes to a stream, one write at a time over everybody who writes to the same stream here. A slow one stalls its child; a broken one is told once.
/// </summary>
internal sealed class StreamSink(Stream target, bool ownsTarget, string noun, Action<string> note) : IOutputSink
{
    private static readonly ConditionalWeakTable<Stream, SemaphoreSlim> Turns = [];

    private readonly SemaphoreSlim _turn = Turns.GetValue(target, static _ => new SemaphoreSlim(1));
    private bool _broken;

    public bool MayStall => true;

    public async ValueTask WriteAsync(ReadOnlyMemory<byte> chunk)
    {
        if (_broken) return;
        await _turn.WaitAsync();
        try
        {
            await target.WriteAsync(chunk);
            await target.FlushAsync();
        }
        catch (Exception error)
        {
            // The child did nothing wrong: it goes on, and its pipe must be read or it would block.
            _broken = true;
            note($"cannot write the output to {noun}, it is discarded from now on: {error.Message}");
        }
        finally
        {
            _turn.Release();
        }
    }

    public ValueTask CompleteAsync() => ownsTarget ? target.DisposeAsync() : ValueTask.CompletedTask;
}
