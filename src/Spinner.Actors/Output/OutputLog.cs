using Akka.Event;
using Spinner.Actors.Telemetry;
using Spinner.Processes;

namespace Spinner.Actors.Output;

/// <summary>A child's output as lines of the log: a source of its own, the level by stream, child and stream as properties.</summary>
static class OutputLog
{
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
            else if (batch.IsError) stream.Warning("{Output}", batch.Text);
            else stream.Info("{Output}", batch.Text);
        };
    }

    private static void LogDropped(ILoggingAdapter log, string spinner, OutputBatch batch)
    {
        log.Warning(
            "Its output came faster than the {Target} takes: {DroppedLines} lines, {DroppedBytes} bytes dropped", batch.DroppedBy, batch.DroppedLines, batch.DroppedBytes);
        SpinnerMetrics.OutputDropped.Add(batch.DroppedBytes, TelemetryTags.Tag(TelemetryTags.SpinnerTag, spinner));
    }
}
