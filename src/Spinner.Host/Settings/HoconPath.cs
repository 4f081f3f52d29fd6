namespace Spinner.Host.Settings;

/// <summary>A path of keys. A value.</summary>
/// <param name="Text">The keys, each with an end that no key has, so that a path begins with another exactly when its text does.</param>
readonly record struct HoconPath(string Text)
{
    private const char End = '\0';

    public static HoconPath Root { get; } = new("");

    public int Depth => Text.AsSpan().Count(End);

    public IReadOnlyList<string> Keys => Text.Length == 0 ? [] : Text[..^1].Split(End);

    /// <summary>Without its last key.</summary>
    public HoconPath Above => new(Text[..(Text.AsSpan(0, Text.Length - 1).LastIndexOf(End) + 1)]);

    /// <summary>Whether this is the other, or below it.</summary>
    public bool IsWithin(HoconPath other) => Text.StartsWith(other.Text, StringComparison.Ordinal);

    /// <summary>What the pieces of a key or of a substitution name below this.</summary>
    public HoconPath Below(IEnumerable<(bool IsQuoted, string Text)> pieces)
    {
        var text = string.Concat(pieces.Select(p => p.IsQuoted ? p.Text : p.Text.Replace('.', End)));
        return text.Length == 0 ? this : new HoconPath(Text + text + End);
    }
}
