using Akka.Configuration.Hocon;

namespace Spinner.Actors.Configuration;

/// <summary>HOCON as settings.</summary>
static class HoconSettings
{
    // Deeper than any setting of ours. Akka's parser can tie a substitution in a block whose key has a dot into a ring.
    private const int MaxDepth = 8;

    public static Setting Of(HoconValue value, string path, int depth = 0)
    {
        if (depth == MaxDepth) return new Setting(path) { Members = new Dictionary<string, Setting>() };
        if (value.IsObject()) return new Setting(path) { Members = Members(value.GetObject(), path, depth) };
        if (value.IsString()) return new Setting(path) { Text = Text(value) };
        var items = value.IsArray() ? value.GetArray() : [];
        return new Setting(path) { Items = [.. items.Select((item, i) => Of(item, $"{path}[{i}]", depth + 1))] };
    }

    /// <summary>The name as it stands in a path: in quotes unless it is plain.</summary>
    public static string Name(string name) => name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')
        ? name
        : HoconText.Quote(name);

    private static Dictionary<string, Setting> Members(HoconObject block, string path, int depth)
    {
        var members = new Dictionary<string, Setting>(StringComparer.Ordinal);
        foreach (var (name, value) in block.Items)
            if (!IsNull(value)) members[name] = Of(value, $"{path}.{Name(name)}", depth + 1);
        return members;
    }

    // GetString trims what stands in quotes too; a text that is one piece is taken as it is.
    private static string? Text(HoconValue value) =>
        value.GetString() is { } text ? value.Values is [HoconLiteral whole] ? whole.Value : text : null;

    private static bool IsNull(HoconValue value) => !value.IsObject() && value.IsString() && Text(value) is null;
}
