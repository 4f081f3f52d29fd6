using System.Collections.Concurrent;
using Serilog.Core;
using Serilog.Events;

namespace Spinner.Actors.Tests.Logs;

/// <summary>A Serilog sink that keeps what it gets.</summary>
sealed class Sink : ILogEventSink
{
    private readonly ConcurrentQueue<LogEvent> _events = new();

    public IReadOnlyList<LogEvent> Events => [.. _events];

    public void Emit(LogEvent logEvent) => _events.Enqueue(logEvent);
}
