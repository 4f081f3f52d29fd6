using Akka.Event;
using Spinner.Processes;

namespace Spinner.Actors.Configuration;

/// <summary>The options in force for a child: merged, checked, nothing left to default. Equal specs run the same child.</summary>
sealed partial record ChildSpec
{
    public required string Name { get; init; }
    public required string Command { get; init; }

    /// <summary>Placeholders not replaced yet.</summary>
    public required IReadOnlyList<string> Args { get; init; }

    /// <summary>What the options add to the environment; placeholders not replaced yet.</summary>
    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    public required bool InheritEnvironment { get; init; }

    /// <summary>Hand over the endpoint as <c>ASPNETCORE_URLS</c> too.</summary>
    public required bool AspNetUrls { get; init; }

    /// <summary>Absolute; null for the supervisor's own.</summary>
    public required string? WorkingDirectory { get; init; }

    public required EndpointSpec Endpoint { get; init; }
    public required Readiness Ready { get; init; }
    public required TimeSpan StartTimeout { get; init; }
    public required int Attempts { get; init; }
    public required TimeSpan StopTimeout { get; init; }
    public required TimeSpan KillTimeout { get; init; }
    public required StopSignal StopSignal { get; init; }

    /// <summary>Absolute; null when nothing is monitored.</summary>
    public required string? MonitorPath { get; init; }

    public required OutputTarget Stdout { get; init; }
    public required OutputTarget Stderr { get; init; }
    public required int OutputRing { get; init; }
    public required ILoggingAdapter? Logger { get; init; }

    /// <summary>Null: never idle-stopped (<c>keep</c>, or no idle time).</summary>
    public required TimeSpan? IdleTime { get; init; }

    public required bool Autostart { get; init; }
    public required TimeSpan RestartTolerance { get; init; }
    public required TimeSpan FaultTimeout { get; init; }

    /// <summary>A started launch serves until the next is ready.</summary>
    public required bool Overlaps { get; init; }

    public required TimeSpan DrainTimeout { get; init; }

    /// <summary>
    /// The same as <see cref="ChildOptions"/>, every default filled in: what a reader is shown. Reading it again gives an equal spec.
    /// Null remain only a script that was not given, the supervisor's own directory and the actor system's log.
    /// </summary>
    public required ChildOptions Options { get; init; }
}
