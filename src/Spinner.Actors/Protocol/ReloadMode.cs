using System.Text.Json.Serialization;

namespace Spinner.Actors;

/// <summary>How a started child that is to be restarted, or whose monitored files changed, gets its next launch.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ReloadMode>))]
public enum ReloadMode
{
    /// <summary>The launch is stopped, then another is started.</summary>
    Restart,

    /// <summary>
    /// Another launch is started first. Once it is ready it takes over, and the one before it is stopped when its uses have ended; if it does not
    /// become ready, the one before it serves on. Children whose launches cannot have an endpoint each (a fixed one, or a listener held for them)
    /// are restarted.
    /// </summary>
    Overlap,
}
