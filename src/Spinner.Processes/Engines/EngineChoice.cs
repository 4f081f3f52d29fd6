using System.Text.Json.Serialization;

namespace Spinner.Actors;

/// <summary>Which engine spawns the children.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<EngineChoice>))]
public enum EngineChoice
{
    /// <summary>The Linux engine where it can run, else the portable one. The default.</summary>
    Auto,

    /// <summary>The portable engine.</summary>
    Portable,

    /// <summary>The Linux engine, or an error.</summary>
    Linux,
}
