namespace Spinner.Processes;

/// <summary>Takes everything, keeps nothing.</summary>
internal sealed class DiscardSink : IOutputSink
{
    public ValueTask WriteAsync(ReadOnlyMemory<byte> chunk) => ValueTask.CompletedTask;

    public ValueTask CompleteAsync() => ValueTask.CompletedTask;
}
