using Akka.Actor;
using Akka.Event;
using Spinner.Actors.Telemetry;
using Spinner.Processes;

namespace Spinner.Actors.Output;

/// <summary>A child's output in the log, an entry for each line: a source of its own, the level by stream, child and stream as properties.</summary>
static class OutputLog
{
    /// <summary>The log of the system for what that child writes: its source is the child's name, its class this one.</summary>
    public static ILoggingAdapter Of(ActorSystem system, string child) =>
        new BusLogging(system.EventStream, LogSource.FromString(child, system), typeof(OutputLog), system.Log.Formatter);

    /// <param name="log">Takes the lines; its source is the child's name unless the child has a logger of its own.</param>
    /// <param name="spinner">The spinner, for the count of what is dropped.</param>
    /// <param name="child">The child's name.</param>
    public static Action<OutputBatch> To(ILoggingAdapter log, string spinner, string child)
    {
        var ofChild = log.WithContext("Child", child);
        var (stdout, stderr) = (ofChild.WithContext("Stream", "stdout"), ofChild.WithContext("Stream", "stderr"));
        return batch =>
        {
            var stream = batch.IsError ? stderr : stdout;
            if (batch.DroppedBytes > 0) LogDropped(stream, spinner, batch);
            if (batch.Text.Length == 0) return;
            // What the supervisor says is no output of the child, whichever stream it is about: a filter of the one must not hide the other.
            if (batch.IsNote) ofChild.Warning("{Note}", batch.Text);
            else foreach (var line in batch.Text.Split('\n')) LogLine(stream, batch.IsError, line);
        };
    }

    private static void LogLine(ILoggingAdapter log, bool isError, string line)
    {
        if (isError) log.Warning("{Output}", line);
        else log.Info("{Output}", line);
    }

    private static void LogDropped(ILoggingAdapter log, string spinner, OutputBatch batch)
    {
        log.Warning(
            "Its output came faster than the {Target} takes: {DroppedLines} lines, {DroppedBytes} bytes dropped", batch.DroppedBy, batch.DroppedLines, batch.DroppedBytes);
        SpinnerMetrics.OutputDropped.Add(batch.DroppedBytes, TelemetryTags.Tag(TelemetryTags.SpinnerTag, spinner));
    }
}
