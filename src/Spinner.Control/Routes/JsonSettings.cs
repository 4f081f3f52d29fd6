using System.Globalization;
using System.Text.Json;
using Spinner.Actors;
using Spinner.Actors.Configuration;

namespace Spinner.Control.Routes;

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
            using var json = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = MaxDepth, AllowDuplicateProperties = false });
            if (json.RootElement.ValueKind == JsonValueKind.Null) return null;
            if (json.RootElement.ValueKind == JsonValueKind.Object) return Read(json.RootElement, out errors);
            errors = ["The body is no JSON object."];
        }
        catch (JsonException malformed)
        {
            errors = [$"The body is no JSON: {malformed.Message}"];
        }
        catch (InvalidOperationException halved)
        {
            // Half a surrogate pair, or bytes that are no UTF-8.
            errors = [$"The body has text that is none: {halved.Message}"];
        }

        return null;
    }

    private static ChildOptions? Read(JsonElement body, out IReadOnlyList<string> errors)
    {
        var found = new OptionErrors();
        var options = SettingBlock.Read(found, Members(body, found), ChildOptionTable.Keys, ChildOptionTable.Check);
        errors = [.. found.Found.Select(e => e.ToString())];
        // {} is as good as no body.
        return errors.Count == 0 && options != new ChildOptions() ? options : null;
    }

    private static Dictionary<string, Setting> Members(JsonElement body, OptionErrors errors)
    {
        var members = new Dictionary<string, Setting>(StringComparer.Ordinal);
        foreach (var member in body.EnumerateObject())
        {
            if (member.Value.ValueKind == JsonValueKind.Null) continue;
            var form = ChildOptionTable.Keys.FirstOrDefault(k => k.IsNamed(member.Name))?.Form;
            if (form is not null && Wants(form, member.Value) is { } allowed) errors.AddShown(member.Name, member.Value.GetRawText(), allowed);
            else members[member.Name] = Of(member.Value, member.Name) with { Text = Text(member.Value, form) };
        }

        return members;
    }

    /// <summary>What is allowed where a number or a switch would become a text nobody meant; null where it is right.</summary>
    private static string? Wants(SettingForm form, JsonElement value)
    {
        var isSwitch = value.ValueKind is JsonValueKind.True or JsonValueKind.False;
        var isText = form == SettingForms.Text || form == SettingForms.Monitor || form == SettingForms.Output;
        if (form == SettingForms.Monitor && value.ValueKind == JsonValueKind.False) return null;
        return isText && (isSwitch || value.ValueKind == JsonValueKind.Number) ? form.Allowed : null;
    }

    /// <summary>The value of an option of ours: switches and durations as HOCON has them.</summary>
    private static string? Text(JsonElement value, SettingForm? form) => value.ValueKind switch
    {
        JsonValueKind.True => "on",
        JsonValueKind.False => "off",
        JsonValueKind.Number when form == SettingForms.Duration || form == SettingForms.DurationOrOff => Seconds(value),
        _ => Plain(value),
    };

    /// <summary>Any other value, those of variables and arguments among them: as it stands there.</summary>
    private static string? Plain(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.True or JsonValueKind.False or JsonValueKind.Number => value.GetRawText(),
        _ => null,
    };

    private static Setting Of(JsonElement value, string path) => new(path)
    {
        Text = Plain(value),
        Items = value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray().Select((item, i) => Of(item, $"{path}[{i}]"))] : null,
        Members = value.ValueKind == JsonValueKind.Object
            ? value.EnumerateObject().Where(m => m.Value.ValueKind != JsonValueKind.Null)
                .ToDictionary(m => m.Name, m => Of(m.Value, $"{path}.{m.Name}"), StringComparer.Ordinal)
            : null,
    };

    // -1 is "off" where it is allowed, with a unit it is a mistake elsewhere.
    private static string Seconds(JsonElement number) =>
        number.GetRawText() is not "-1" && number.TryGetDecimal(out var seconds)
            ? string.Create(CultureInfo.InvariantCulture, $"{seconds}s")
            : number.GetRawText();
}
