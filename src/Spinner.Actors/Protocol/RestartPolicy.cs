using System.Text.Json.Serialization;

namespace Spinner.Actors;

/// <summary>What follows when a started launch exits by itself.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RestartPolicy>))]
public enum RestartPolicy
{
    /// <summary>It crashed, whatever its exit code, and is launched again.</summary>
    Always,

    /// <summary>An exit with one of the success codes is an end: the child is stopped. Any other is a crash.</summary>
    OnFailure,

    /// <summary>Any exit is an end.</summary>
    Never,
}
