using System.Text.RegularExpressions;

namespace Spinner.Actors;

/// <summary>Ready by a line of its own. Made by <see cref="Readiness.Log"/>.</summary>
public sealed record LogReadiness : Readiness
{
    private const int MaxLength = 1000;

    internal LogReadiness(string pattern) => Pattern = pattern;

    /// <summary>The regular expression.</summary>
    public string Pattern { get; }

    /// <summary><c>log /listening on \d+/</c>.</summary>
    public override string ToString() => $"log /{Pattern}/";

    /// <summary>What is wrong with a pattern; null when nothing is.</summary>
    internal static string? ErrorOf(string? pattern)
    {
        if (string.IsNullOrEmpty(pattern)) return "it is empty, and every line would match";
        if (pattern.Length > MaxLength) return $"it has more than {MaxLength} characters";
        try
        {
            _ = Compile(pattern);
            return null;
        }
        catch (Exception wrong) when (wrong is ArgumentException or NotSupportedException)
        {
            // Whoever tells this knows the pattern, and whether it may be shown.
            return wrong.Message.Replace($"'{pattern}' ", "", StringComparison.Ordinal);
        }
    }

    internal Regex Compile() => Compile(Pattern);

    // What a child prints must not be able to make the match take for ever.
    private static Regex Compile(string pattern) => new(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
}
