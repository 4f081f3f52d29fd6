using System.Text.Json.Serialization;

namespace Spinner.Actors;

/// <summary>What becomes of children whose supervising process dies without stopping them, by SIGKILL for example.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<OrphanPolicy>))]
public enum OrphanPolicy
{
    /// <summary>
    /// They are killed at once, with all their descendants; what is missed is killed when the next supervisor starts. The default. Linux only.
    /// </summary>
    Kill,

    /// <summary>They live on, and nobody knows them any more.</summary>
    Keep,
}
