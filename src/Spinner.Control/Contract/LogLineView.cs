using System.Text.Json.Serialization;

namespace Spinner.Control.Contract;

/// <summary>A line of one of several children.</summary>
/// <param name="Name">The child.</param>
/// <param name="Line">What it wrote; or, in an event <c>missed</c>, what its reader lost.</param>
sealed record LogLineView(string Name, string Line)
{
    /// <summary>When it was read.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? Time { get; init; }

    /// <summary><c>out</c> or <c>err</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Stream { get; init; }

    /// <summary>Counts the child's lines over all launches and daemons; a line that has no end yet has none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? Number { get; init; }

    /// <summary>True: no line of the child, but words about what this reader lost.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? IsMissed { get; init; }
}
