using System.Text.Json;
using System.Text.Json.Serialization;

namespace Spinner.Processes;

/// <summary>Shows an environment in JSON by the names of its variables: their values may be secrets. It is not read back.</summary>
public sealed class NamesJsonConverter : JsonConverter<IReadOnlyDictionary<string, string>>
{
    /// <summary>None can be read.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public override IReadOnlyDictionary<string, string> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("An environment is shown in JSON by its names, and not read from it.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, IReadOnlyDictionary<string, string> value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(value);
        writer.WriteStartArray();
        foreach (var name in value.Keys) writer.WriteStringValue(name);
        writer.WriteEndArray();
    }
}
