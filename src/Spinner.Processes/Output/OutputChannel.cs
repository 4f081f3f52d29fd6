namespace Spinner.Processes;

/// <summary>Everything one stream of a launch flows into.</summary>
/// <param name="Sink">Where it goes.</param>
/// <param name="Ring">What is kept of both streams over all launches; null keeps nothing.</param>
/// <param name="Tail">The last lines; null for stdout.</param>
/// <param name="Note">Tells the log what went wrong.</param>
internal sealed record OutputChannel(IOutputSink Sink, OutputRing? Ring, ErrorTail? Tail, Action<string> Note)
{
    internal void Keep(ReadOnlySpan<byte> chunk)
    {
        Ring?.Append(chunk);
        Tail?.Append(chunk);
    }
}
