using System.Text.Json.Serialization;

namespace Spinner.Actors;

/// <summary>What brought a change about.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TransitionCause>))]
public enum TransitionCause
{
    /// <summary>A start request.</summary>
    Start,

    /// <summary>A stop request.</summary>
    Stop,

    /// <summary>A restart request.</summary>
    Restart,

    /// <summary>The monitored path changed.</summary>
    FileChanged,

    /// <summary>A started launch ended by itself.</summary>
    Crash,

    /// <summary>Nobody used the child for its idle time.</summary>
    Idle,

    /// <summary>The child is being removed.</summary>
    Remove,

    /// <summary>The spinner is shutting down.</summary>
    Drain,

    /// <summary>Somebody could not connect to a started launch, and its listener was gone.</summary>
    Unreachable,

    /// <summary>A task ended with a success code.</summary>
    Done,

    /// <summary>
    /// A started launch ended by itself, and its restart policy or its exit code says that nothing follows; or it said that it would end
    /// (<c>STOPPING=1</c>), whatever followed.
    /// </summary>
    Ended,

    /// <summary>A fault's time was over, and the child is wanted: it is kept, or somebody holds it.</summary>
    Retry,

    /// <summary>A child it needs, with <see cref="ChildNeed.RestartWith"/>, was launched anew.</summary>
    Need,

    /// <summary>A started launch was not well any more: see <see cref="ChildOptions.Live"/> and <see cref="ChildOptions.Watchdog"/>.</summary>
    Unhealthy,

    /// <summary>A started launch held more than <see cref="ChildOptions.MemoryLimit"/>.</summary>
    Memory,

    /// <summary>A launch had served for <see cref="ChildOptions.MaxLifetime"/>.</summary>
    Lifetime,

    /// <summary>A launch was used <see cref="ChildOptions.MaxRequests"/> times.</summary>
    Requests,

    /// <summary>Nobody used the child, and another wanted to run: see <see cref="SpinnerOptions.MaxRunning"/> and <see cref="SpinnerOptions.MemoryBudget"/>.</summary>
    Room,
}
