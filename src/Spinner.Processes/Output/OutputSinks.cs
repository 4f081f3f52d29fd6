using System.Diagnostics;

namespace Spinner.Processes;

/// <summary>Makes the sink of one stream of a plan.</summary>
internal static class OutputSinks
{
    /// <exception cref="OutputFileException">A file cannot be opened.</exception>
    internal static IOutputSink For(LaunchPlan plan, bool isError, TimeProvider time) => (isError ? plan.Stderr : plan.Stdout) switch
    {
        OutputTarget.ToConsole => new ConsoleSink(plan.Console ?? ConsoleQueue.Shared, isError, plan.Log),
        OutputTarget.ToNone => new DiscardSink(),
        OutputTarget.ToLog => new LogSink(isError, plan.Log, time),
        OutputTarget.ToFile file => new WriterSink(FileWriting.Open(file.Path), $"the file '{file.Path}'", Note(plan, isError)),
        OutputTarget.ToStream stream => new WriterSink(new StreamWriting(stream.Target), "the stream", Note(plan, isError)),
        var other => throw new UnreachableException($"Unknown output target {other}."),
    };

    internal static Action<string> Note(LaunchPlan plan, bool isError)
    {
        // Not the plan: it would be kept, environment and all, as long as the child lives.
        var (name, log) = (plan.Name, plan.Log);
        return text => log(new OutputBatch(isError, $"spinner: {(isError ? "stderr" : "stdout")} of {name}: {text}", 0) { IsNote = true });
    }
}
