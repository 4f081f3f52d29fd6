using System.Text.Json.Serialization;

namespace Spinner.Actors;

/// <summary>Why a start was rejected.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SpinnerError>))]
public enum SpinnerError
{
    /// <summary>The options are wrong; the text names each option, its value and what is allowed.</summary>
    InvalidOptions,

    /// <summary>No endpoint could be had.</summary>
    NoEndpoint,

    /// <summary>The monitored path does not exist at the child's first start.</summary>
    MonitorMissing,

    /// <summary>The command could not be spawned: working directory, command or permission.</summary>
    SpawnFailed,

    /// <summary>The process exited before it was ready, as often as there were attempts.</summary>
    ExitedBeforeReady,

    /// <summary>Somebody else listens on the child's endpoint.</summary>
    EndpointTaken,

    /// <summary>The process was not ready in time.</summary>
    StartTimedOut,

    /// <summary>A started process ended by itself. Told in <see cref="ChildError"/>; it is launched again.</summary>
    Crashed,

    /// <summary>The child crashed twice within the restart tolerance.</summary>
    CrashLoop,

    /// <summary>The child is faulted; starts are refused until the time given.</summary>
    Faulted,

    /// <summary>A launch of the child cannot be killed; no other may start beside it.</summary>
    Unkillable,

    /// <summary>
    /// The launch that was to take over failed; the one before it serves on. Told with <see cref="ReloadMode.Overlap"/> only.
    /// </summary>
    KeptOld,

    /// <summary>A later stop or removal overtook the start.</summary>
    Aborted,

    /// <summary>The spinner is shutting down.</summary>
    ShuttingDown,

    /// <summary>No child has this name.</summary>
    NoSuchChild,

    /// <summary>A child it needs could not be had; the text names the chain of them, and what failed at its end.</summary>
    NeedFailed,

    /// <summary>A started launch is not well any more. Told in <see cref="ChildError"/>; it is replaced.</summary>
    Unhealthy,

    /// <summary>A started launch holds more memory than it may. Told in <see cref="ChildError"/>; it is replaced.</summary>
    OverMemory,

    /// <summary>
    /// As many run as may, or hold as much memory, all of them used; or it would take more than there is: see <see cref="SpinnerOptions.MaxRunning"/>,
    /// <see cref="SpinnerOptions.MemoryBudget"/> and <see cref="SpinnerOptions.Room"/>. The next start may try at once.
    /// </summary>
    NoRoom,
}
