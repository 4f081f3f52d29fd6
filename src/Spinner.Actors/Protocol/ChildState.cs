using System.Text.Json.Serialization;

namespace Spinner.Actors;

/// <summary>Where a child is in its life.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ChildState>))]
public enum ChildState
{
    /// <summary>No process. A start launches one.</summary>
    Stopped,

    /// <summary>A process is being launched, or the next attempt awaited; the requests that want it are held until it is ready.</summary>
    Starting,

    /// <summary>The process listens on its endpoint.</summary>
    Started,

    /// <summary>The process group was asked to end. A start now is honoured once it is gone.</summary>
    Stopping,

    /// <summary>A launch is being replaced: after a crash, a change of the monitored path, or on request.</summary>
    Restarting,

    /// <summary>Start requests failed, or the child crashed too often. Starts fail fast until the fault is over, forgotten or the monitored path changes.</summary>
    Faulted,
}
