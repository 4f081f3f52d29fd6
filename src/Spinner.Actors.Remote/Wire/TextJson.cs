using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Spinner.Actors.Configuration;
using Spinner.Processes;

namespace Spinner.Actors.Remote.Wire;

/// <summary>A value that is written as one text.</summary>
abstract class TextJson<T> : JsonConverter<T>
{
    public sealed override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.String) throw new JsonException($"{typeof(T).Name} is a text");
        return Parse(reader.GetString()!) is { } value ? value : throw new JsonException($"that is no {typeof(T).Name}");
    }

    public sealed override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        writer.WriteStringValue(Format(value) ?? throw new JsonException($"{typeof(T).Name} '{value}' exists in its process only"));

    /// <summary>Null when the text is none.</summary>
    protected abstract object? ParseText(string text);

    /// <summary>Null when the value does not cross the wire.</summary>
    protected abstract string? Format(T value);

    private T? Parse(string text) => ParseText(text) is T value ? value : default;
}

/// <summary><c>tcp:127.0.0.1:8080</c>, <c>unix:/path</c>, <c>pipe:name</c>, <c>none</c>.</summary>
sealed class EndpointJson : TextJson<ChildEndpoint>
{
    protected override object? ParseText(string text) => text.Split(':', 2) switch
    {
        ["tcp", var address] => IPEndPoint.TryParse(address, out var tcp) && tcp.Port > 0 ? new TcpEndpoint(tcp.Address.ToString(), tcp.Port) : null,
        ["unix", { Length: > 0 } path] => new UnixEndpoint(path),
        ["pipe", { Length: > 0 } name] => new PipeEndpoint(name),
        ["none"] => ChildEndpoint.None,
        _ => null,
    };

    protected override string? Format(ChildEndpoint value) => value switch
    {
        TcpEndpoint tcp => $"tcp:{tcp}",
        UnixEndpoint unix => $"unix:{unix.Path}",
        PipeEndpoint pipe => $"pipe:{pipe.Name}",
        NoEndpoint => "none",
        _ => null,
    };
}

/// <summary>As in HOCON.</summary>
sealed class EndpointSpecJson : TextJson<EndpointSpec>
{
    protected override object? ParseText(string text) => EndpointSpec.TryParse(text, out var spec) ? spec : null;

    protected override string Format(EndpointSpec value) => value.ToString()!;
}

/// <summary><c>off</c>, <c>path:</c> and a path, or <c>paths:</c> and a JSON list of several.</summary>
sealed class MonitorTargetJson : TextJson<MonitorTarget>
{
    private const string Prefix = "path:";

    private const string Several = "paths:";

    protected override object? ParseText(string text) =>
        text == "off" ? MonitorTarget.None
        : text.StartsWith(Prefix, StringComparison.Ordinal) ? MonitorTarget.Path(text[Prefix.Length..])
        : text.StartsWith(Several, StringComparison.Ordinal) && Texts(text[Several.Length..]) is { } paths ? MonitorTarget.Paths(paths) : null;

    protected override string Format(MonitorTarget value) => value.Locations switch
    {
        [] => "off", [var path] => Prefix + path, var several => Several + new JsonArray([.. several.Select(path => (JsonNode)path)]).ToJsonString(),
    };

    private static List<string>? Texts(string json)
    {
        if (JsonNode.Parse(json) is not JsonArray { Count: > 0 } list || list.Any(static n => n?.GetValueKind() != JsonValueKind.String)) return null;
        List<string> paths = [.. list.Select(static n => n!.GetValue<string>())];
        return paths.TrueForAll(MonitoredFiles.IsLeftOut) ? null : paths;
    }
}

/// <summary>As in HOCON. A stream does not leave its process.</summary>
sealed class OutputTargetJson : TextJson<OutputTarget>
{
    protected override object? ParseText(string text) => OutputText.Parse(text);

    protected override string? Format(OutputTarget value)
    {
        var text = value.ToString()!;
        return OutputText.Parse(text) == value ? text : OutputTarget.File(text) == value ? "./" + text : null;
    }
}

/// <summary>The signal's name.</summary>
sealed class StopSignalJson : TextJson<StopSignal>
{
    protected override object? ParseText(string text) => StopSignal.TryParse(text, out var signal) ? signal : null;

    protected override string Format(StopSignal value) => value.Name;
}

/// <summary>Invariant, <c>1.02:03:04.5000000</c>; minus a millisecond is for ever.</summary>
sealed class TimeSpanJson : TextJson<TimeSpan>
{
    protected override object? ParseText(string text) => TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out var span) ? span : null;

    protected override string Format(TimeSpan value) => value.ToString("c", CultureInfo.InvariantCulture);
}
