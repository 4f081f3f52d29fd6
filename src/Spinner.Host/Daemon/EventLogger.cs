using Serilog;
using Spinner.Actors;
using Spinner.Control.Contract;
using Spinner.Host.Display;

namespace Spinner.Host.Daemon;

/// <summary>Tells the daemon's log what happens to the children, until the spinner ends; of failures the spinner tells it itself.</summary>
static class EventLogger
{
    public static async Task RunAsync(ISpinner spinner, ILogger log)
    {
        // Read like by any other watcher; those who watch nobody's feed would miss nothing but these lines.
        try
        {
            var started = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal);
            await foreach (var happened in spinner.WatchAsync(after: 0))
            {
                if (Views.Of(happened) is not { } view) continue;
                var since = view.Name is { } name && started.Remove(name, out var time) ? time : (DateTimeOffset?)null;
                if (view is { Event: "started" or "restarted", Name: { } running }) started[running] = view.Time;
                Log(log, view, since);
            }
        }
        catch (Exception error)
        {
            // Nobody awaits it before the end.
            log.Error(error, "What happens to children is not told any more");
        }
    }

    /// <param name="log">Where to.</param>
    /// <param name="view">What happened.</param>
    /// <param name="since">When its launch was ready, if that was the last that had happened to the child.</param>
    private static void Log(ILogger log, EventView view, DateTimeOffset? since)
    {
        switch (view.Event)
        {
            case "started" when view.Endpoint!.IsNone: log.Information("{Child} started (pid {Pid})", view.Name, view.Pid); break;
            case "started": log.Information("{Child} started on {Endpoint} (pid {Pid})", view.Name, view.Endpoint.Format(), view.Pid); break;
            case "restarted" when view.Endpoint!.IsNone: log.Information("{Child} restarted (pid {Pid}): {Cause}", view.Name, view.Pid, view.Cause); break;
            case "restarted": log.Information("{Child} restarted on {Endpoint} (pid {Pid}): {Cause}", view.Name, view.Endpoint.Format(), view.Pid,
                view.Cause); break;
            case "stopped" when view is { Cause: "done", Exit: { } exit, DurationSeconds: { } ran }:
                log.Information("{Child} is done: {Exit} after {Duration}", view.Name, exit.Text, Cells.Duration(ran));
                break;
            case "stopped" when view is { Cause: "ended", Exit: { } exit } && since is { } ready:
                log.Information("{Child} ended: {Exit} after {Duration}", view.Name, exit.Text, Cells.Duration((view.Time - ready).TotalSeconds));
                break;
            case "stopped": log.Information("{Child} stopped: {Cause}", view.Name, view.Cause); break;
            case "error" or "faulted": break;
            default: log.Warning("Events {From} to {To} were missed", view.From, view.To); break;
        }
    }
}
