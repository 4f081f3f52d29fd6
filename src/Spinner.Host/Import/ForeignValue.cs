using System.Globalization;

namespace Spinner.Host.Import;

/// <summary>A value of a JSON or YAML file: text, a list or a map. Immutable.</summary>
abstract record ForeignValue
{
    /// <summary>What a text says; null for a list or a map.</summary>
    public string? Text => (this as ForeignText)?.Value;

    /// <summary>Yes or no, in the words of JSON and YAML; null for anything else.</summary>
    public bool? Switch => Text?.ToUpperInvariant() switch { "TRUE" or "YES" or "ON" => true, "FALSE" or "NO" or "OFF" => false, _ => null };

    /// <summary>A number, or null.</summary>
    public double? Number =>
        double.TryParse(Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;

    /// <summary>The texts of a list, or the one text; null where one of them is a list or a map itself.</summary>
    public IReadOnlyList<string>? Texts => this switch
    {
        ForeignText one => [one.Value],
        ForeignList list when list.Items.All(i => i is ForeignText) => [.. list.Items.Select(i => i.Text!)],
        _ => null,
    };

    /// <summary>Variables, written as a map or as a list of NAME=value.</summary>
    public IEnumerable<(string Name, string Value)> Variables => this is ForeignMap map
        ? map.Entries.Select(e => (e.Key, e.Value.Text ?? e.Value.Shown))
        : (Texts ?? []).Select(line => line.Split('=', 2)).Where(parts => parts is [not "", _]).Select(parts => (parts[0], parts[1]));

    /// <summary>On one line, for a comment.</summary>
    public abstract string Shown { get; }
}

/// <summary>A text, a number, a switch, or nothing.</summary>
sealed record ForeignText(string Value) : ForeignValue
{
    public override string Shown => Value.ReplaceLineEndings(" ");
}

/// <summary>A list.</summary>
sealed record ForeignList(IReadOnlyList<ForeignValue> Items) : ForeignValue
{
    public override string Shown => $"[{string.Join(", ", Items.Select(i => i.Shown))}]";
}

/// <summary>A map, in the order of the file.</summary>
sealed record ForeignMap(IReadOnlyList<ForeignEntry> Entries) : ForeignValue
{
    public override string Shown => $"{{ {string.Join(", ", Entries.Select(e => $"{e.Key}: {e.Value.Shown}"))} }}";

    /// <summary>The value of a key; null when it is not there.</summary>
    public ForeignValue? this[string key] => Entries.FirstOrDefault(e => e.Key == key)?.Value;
}

/// <summary>One key of a map, with the comments above it.</summary>
sealed record ForeignEntry(string Key, ForeignValue Value, IReadOnlyList<string> Comments);
