using System.Diagnostics;

namespace Spinner.Processes;

/// <summary>Makes the sink of one stream of a plan.</summary>
internal static class OutputSinks
{
    /// <exception cref="OutputFileException">A file cannot be opened.</exception>
    internal static IOutputSink For(LaunchPlan plan, bool isError, LaunchLog log, TimeProvider time) => (isError ? plan.Stderr : plan.Stdout) switch
    {
        OutputTarget.ToConsole => new ConsoleSink(plan.Console ?? ConsoleQueue.Shared, isError, log.Post),
        OutputTarget.ToNone => new DiscardSink(),
        OutputTarget.ToLog => new LogSink(isError, log.Write, time, log.Run),
        OutputTarget.ToFile file => new WriterSink(FileWriting.Open(file.Path), $"the file '{file.Path}'", NoteWriter(plan.Name, isError, log)),
        OutputTarget.ToStream stream => new WriterSink(new StreamWriting(stream.Target), "the stream", NoteWriter(plan.Name, isError, log)),
        var other => throw new UnreachableException($"Unknown output target {other}."),
    };

    internal static Action<string> NoteWriter(string child, bool isError, LaunchLog log) =>
        text => log.PostNote(isError, $"{(isError ? "stderr" : "stdout")} of {child}: {text}");
}
