using System.Text.Json;
using System.Text.Json.Serialization;

namespace Spinner.Processes;

/// <summary>Shows a value in JSON as it shows itself: as its text. It is not read back.</summary>
/// <typeparam name="T">What is shown.</typeparam>
public sealed class TextJsonConverter<T> : JsonConverter<T> where T : class
{
    /// <summary>None can be read.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException($"{typeof(T).Name} is shown in JSON, and not read from it.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(value);
        writer.WriteStringValue(value.ToString());
    }
}
