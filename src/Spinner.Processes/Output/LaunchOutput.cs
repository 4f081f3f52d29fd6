namespace Spinner.Processes;

/// <summary>Both streams of one launch: where they go, what is kept of them, and the pumps between.</summary>
internal sealed class LaunchOutput
{
    private readonly LaunchPlan _plan;
    private readonly TimeProvider _time;
    private readonly IOutputSink _stdout;
    private readonly IOutputSink _stderr;
    private readonly ErrorTail _tail = new();
    private Task _pumped = Task.CompletedTask;

    private LaunchOutput(LaunchPlan plan, TimeProvider time, IOutputSink stdout, IOutputSink stderr) =>
        (_plan, _time, _stdout, _stderr) = (plan, time, stdout, stderr);

    internal IReadOnlyList<string> ErrorTail => _tail.ToLines();

    /// <summary>Opens the targets, before anything is spawned.</summary>
    /// <exception cref="SpawnException">A file cannot be opened.</exception>
    internal static LaunchOutput Open(LaunchPlan plan, TimeProvider time)
    {
        IOutputSink? stdout = null;
        try
        {
            stdout = OutputSinks.For(plan, isError: false, time);
            return new LaunchOutput(plan, time, stdout, OutputSinks.For(plan, isError: true, time));
        }
        catch (IOException error)
        {
            if (stdout is not null) Complete(stdout);
            throw new SpawnException(SpawnFailure.Refused, $"The output of '{plan.Name}' has nowhere to go. {error.Message}", error);
        }
    }

    /// <summary>Nothing was spawned: releases the targets.</summary>
    internal void Abandon()
    {
        Complete(_stdout);
        Complete(_stderr);
    }

    /// <param name="stdout">The reading end of the pipe; the pump disposes it.</param>
    /// <param name="stderr">The same.</param>
    /// <param name="groupGone">From then on only what is already in the pipes is read.</param>
    internal void Begin(Stream stdout, Stream stderr, CancellationToken groupGone)
    {
        var output = new OutputPump(stdout, _stdout, _plan.Ring, null, OutputSinks.Note(_plan, isError: false), _time);
        var errors = new OutputPump(stderr, _stderr, _plan.Ring, _tail, OutputSinks.Note(_plan, isError: true), _time);
        _pumped = Task.WhenAll(Task.Run(() => output.RunAsync(groupGone), CancellationToken.None), Task.Run(() => errors.RunAsync(groupGone), CancellationToken.None));
    }

    /// <summary>Awaits what the dead group left in its pipes, but no longer than a moment: a slow file or stream is written to its end after that.</summary>
    internal async Task DrainAsync()
    {
        using var enough = new CancellationTokenSource();
        await Task.WhenAny(_pumped, Task.Delay(OutputPump.Silence, _time, enough.Token));
        await enough.CancelAsync();
    }

    // Nothing was written, so there is nothing to wait for.
    private static void Complete(IOutputSink sink) => _ = sink.CompleteAsync().AsTask();
}
