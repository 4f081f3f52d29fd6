using System.Collections.Concurrent;
using System.Diagnostics;

namespace Spinner.Actors.Tests.Telemetry;

/// <summary>Hears the spans of one spinner that have ended.</summary>
sealed class Spans : IDisposable
{
    private readonly ConcurrentQueue<Activity> _ended = new();
    private readonly ActivityListener _listener;

    public Spans(string spinner)
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == SpinnerTelemetry.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span =>
            {
                if ((string?)span.GetTagItem("spinner.name") == spinner) _ended.Enqueue(span);
            },
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public IReadOnlyList<Activity> Ended => [.. _ended];

    public void Dispose() => _listener.Dispose();
}
