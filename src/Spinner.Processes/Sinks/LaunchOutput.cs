namespace Spinner.Processes;

/// <summary>Both streams of one launch: where they go, what is kept of them, and the pumps between.</summary>
internal sealed class LaunchOutput
{
    private readonly TimeProvider _time;
    private readonly ErrorTail _tail = new();
    private Task _pumped = Task.CompletedTask;
    private Func<Task>? _abandon;

    private LaunchOutput(LaunchPlan plan, LaunchLog log, TimeProvider time, IOutputSink stdout, IOutputSink stderr)
    {
        _time = time;
        Pattern = LogPattern.Of(plan.Ready);
        Stdout = new OutputChannel(Looked(stdout), plan.Ring, null, OutputSinks.NoteWriter(plan.Name, isError: false, log), time);
        Stderr = new OutputChannel(Looked(stderr), plan.Ring, _tail, OutputSinks.NoteWriter(plan.Name, isError: true, log), time);
    }

    /// <summary>What is awaited in the lines; null when nothing is.</summary>
    internal LogPattern? Pattern { get; }

    internal OutputChannel Stdout { get; }

    internal OutputChannel Stderr { get; }

    internal IReadOnlyList<string> ErrorTail => _tail.ToLines();

    /// <summary>Opens the targets, before anything is spawned.</summary>
    /// <exception cref="SpawnException">A file cannot be opened.</exception>
    internal static LaunchOutput Open(LaunchPlan plan, LaunchLog log, TimeProvider time)
    {
        IOutputSink? stdout = null;
        try
        {
            stdout = OutputSinks.For(plan, isError: false, log, time);
            return new LaunchOutput(plan, log, time, stdout, OutputSinks.For(plan, isError: true, log, time));
        }
        catch (OutputFileException error)
        {
            if (stdout is not null) Complete(stdout);
            throw new SpawnException(error.Failure, $"The output of '{plan.Name}' has nowhere to go. {error.Message}", error);
        }
    }

    /// <summary>Nothing was spawned: releases the targets.</summary>
    internal void Abandon()
    {
        Complete(Stdout.Sink);
        Complete(Stderr.Sink);
    }

    /// <param name="stdout">The reading end of the pipe; the pump disposes it.</param>
    /// <param name="stderr">The same.</param>
    /// <param name="groupGone">From then on only what is already in the pipes is read.</param>
    internal void Begin(Stream stdout, Stream stderr, CancellationToken groupGone)
    {
        var output = new OutputPump(stdout, Stdout, _time);
        var errors = new OutputPump(stderr, Stderr, _time);
        _abandon = () => Task.WhenAll(output.AbandonAsync(), errors.AbandonAsync());
        _pumped = Task.WhenAll(Task.Run(() => output.RunAsync(groupGone), CancellationToken.None), Task.Run(() => errors.RunAsync(groupGone), CancellationToken.None));
    }

    /// <summary>
    /// Awaits what the dead group left in its pipes, but no longer than a moment: a slow file or stream is written to its end after that.
    /// </summary>
    internal async Task DrainAsync()
    {
        using var enough = new CancellationTokenSource();
        await Task.WhenAny(_pumped, Task.Delay(OutputPump.Silence, _time, enough.Token)).ConfigureAwait(false);
        await enough.CancelAsync().ConfigureAwait(false);
        if (!_pumped.IsCompleted) _ = _abandon!();
    }

    private IOutputSink Looked(IOutputSink sink) => Pattern is null ? sink : new MatchingSink(sink, Pattern);

    // Nothing was written, so there is nothing to wait for.
    private static void Complete(IOutputSink sink) => _ = sink.CompleteAsync().AsTask();
}
