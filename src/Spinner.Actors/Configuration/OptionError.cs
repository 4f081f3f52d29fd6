using System.Globalization;
using System.Text;

namespace Spinner.Actors.Configuration;

/// <summary>One mistake in the options.</summary>
/// <param name="Option">Which option, by its C# name; <c>Args[2]</c>, <c>Defaults.Attempts</c>, <c>Children["web"].IdleTime</c>.</param>
/// <param name="Value">What was given, quoted and shortened; never the value of an environment variable.</param>
/// <param name="Allowed">What would have been right.</param>
sealed record OptionError(string Option, string Value, string Allowed)
{
    private const int MaxShown = 80;

    /// <summary>What would have been right in a configuration, where that is written otherwise than in C#; null: the same.</summary>
    public string? AllowedInFile { get; init; }

    /// <summary>The name of a key that is none where it stands; null: something else is wrong.</summary>
    public string? UnknownKey { get; init; }

    /// <summary><c>Attempts is 0; allowed: 1 to 100</c>.</summary>
    public override string ToString() => $"{Option} is {Value}; allowed: {Allowed}";

    /// <summary>A value as it is put into <see cref="Value"/>: text in quotes, without control characters, at most 80 characters of it.</summary>
    public static string Format(object? value) => value switch
    {
        null => "not given",
        string text => Quote(text),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => Quote(value.ToString() ?? ""),
    };

    /// <summary>The same of what somebody wrote as an option: whoever wrote a secret to the wrong place did not mean it to be shown.</summary>
    public static string FormatGiven(object? value) => Format(value is string text ? SecretText.Hide(text) : value);

    private static string Quote(string text)
    {
        var shown = new StringBuilder("\"");
        foreach (var c in text.AsSpan(0, Math.Min(text.Length, MaxShown)))
            if (char.IsControl(c) || char.IsSurrogate(c)) shown.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
            else shown.Append(c);
        return shown.Append(text.Length > MaxShown ? $"…\" ({text.Length} characters)" : "\"").ToString();
    }
}
