using System.Globalization;
using System.Text.Json;
using Spinner.Actors;
using Spinner.Actors.Configuration;

namespace Spinner.Host.Control;

/// <summary>A child's options in JSON: the keys of HOCON in camelCase, durations in seconds or with a unit.</summary>
static class JsonSettings
{
    private const int MaxDepth = 8;

    /// <param name="body">The request's body; nothing at all is no options.</param>
    /// <param name="errors">What is wrong with them, each with its key.</param>
    public static ChildOptions? Read(ReadOnlyMemory<byte> body, out IReadOnlyList<string> errors)
    {
        errors = [];
        if (body.Span.Trim(" \t\r\n"u8).IsEmpty) return null;
        try
        {
            using var json = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = MaxDepth });
            if (json.RootElement.ValueKind == JsonValueKind.Null) return null;
            if (json.RootElement.ValueKind == JsonValueKind.Object) return Read(json.RootElement, out errors);
            errors = ["The body is no JSON object."];
        }
        catch (JsonException malformed)
        {
            errors = [$"The body is no JSON: {malformed.Message}"];
        }

        return null;
    }

    private static ChildOptions? Read(JsonElement body, out IReadOnlyList<string> errors)
    {
        var found = new OptionErrors();
        var options = SettingBlock.Read(found, Members(body, ""), ChildKeys.All, ChildOptionsCheck.Check);
        errors = [.. found.Found.Select(e => e.ToString())];
        // {} is as good as no body.
        return errors.Count == 0 && options != new ChildOptions() ? options : null;
    }

    private static Dictionary<string, Setting> Members(JsonElement block, string path)
    {
        var members = new Dictionary<string, Setting>(StringComparer.Ordinal);
        foreach (var member in block.EnumerateObject())
            if (member.Value.ValueKind != JsonValueKind.Null) members[member.Name] = Of(member.Value, path + member.Name, IsDuration(member.Name));
        return members;
    }

    private static Setting Of(JsonElement value, string path, bool isDuration = false) => new Setting(path) { HasLooseNames = true } with
    {
        Text = value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.True => "on",
            JsonValueKind.False => "off",
            JsonValueKind.Number when isDuration => Seconds(value),
            JsonValueKind.Number => value.GetRawText(),
            _ => null,
        },
        Items = value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray().Select((item, i) => Of(item, $"{path}[{i}]"))] : null,
        Members = value.ValueKind == JsonValueKind.Object ? Members(value, path + ".") : null,
    };

    // -1 is "off" where it is allowed, with a unit it is a mistake elsewhere.
    private static string Seconds(JsonElement number) =>
        number.GetRawText() is not "-1" && number.TryGetDecimal(out var seconds)
            ? string.Create(CultureInfo.InvariantCulture, $"{seconds}s")
            : number.GetRawText();

    private static bool IsDuration(string name) =>
        ChildKeys.All.FirstOrDefault(k => k.IsNamed(name, loose: true))?.Form is { } form
            && (form == SettingForms.Duration || form == SettingForms.DurationOrOff);
}
