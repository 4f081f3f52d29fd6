using System.Text.Json.Serialization;

namespace Spinner.Actors;

/// <summary>What sort of process a child is: which defaults its options have that are not given.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ChildKind>))]
public enum ChildKind
{
    /// <summary>It listens on an endpoint, and is used.</summary>
    Server,

    /// <summary>It listens on nothing and runs on: no endpoint, ready by living, no idle time.</summary>
    Worker,

    /// <summary>It listens on nothing and ends: no endpoint, ready by ending well, one attempt, no deadline, no fault time.</summary>
    Task,
}
