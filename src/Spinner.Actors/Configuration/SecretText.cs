using System.Text.RegularExpressions;

namespace Spinner.Actors.Configuration;

/// <summary>Hides in a text that is shown what looks like a secret, wherever somebody wrote it. Stateless.</summary>
static partial class SecretText
{
    private const string Hidden = "…";

    /// <summary>Whoever is named in a URL, what is called a password, a token or the like, and long words of digits and letters.</summary>
    public static string Hide(string text) => LongWord().Replace(Named().Replace(UserInfo().Replace(text, Hidden), Hidden), Hidden);

    [GeneratedRegex(@"(?<=//)\S+(?=@)|[^\s/@:]+:(?!//)\S+(?=@)")]
    private static partial Regex UserInfo();

    [GeneratedRegex(@"(?<=(?:pass(?:word|wd)?|pwd|secret|token|credentials?|api[-_]?key|bearer|basic)\s*[=:\s]\s*)[^\s&;,=:][^\s&;,]*", RegexOptions.IgnoreCase)]
    private static partial Regex Named();

    // As long as the shortest token of the control API.
    [GeneratedRegex(@"(?=[\w+=.-]*\d)(?=[\w+=.-]*[A-Za-z])[\w+=.-]{32,}")]
    private static partial Regex LongWord();
}
