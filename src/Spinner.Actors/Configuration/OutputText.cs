namespace Spinner.Actors.Configuration;

/// <summary>Output targets as they are written in settings. A file needs a slash in its path, so that a mistyped word is not one.</summary>
static class OutputText
{
    public const string Allowed = "console, none, log, or the path of a file with a slash in it";

    private static readonly char[] Slashes = [Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar];

    public static OutputTarget? Parse(string text) =>
        Words().FirstOrDefault(w => w.ToString() == text) ?? (text.IndexOfAny(Slashes) >= 0 ? OutputTarget.File(text) : null);

    /// <returns>Null for a stream.</returns>
    public static string? Write(OutputTarget target)
    {
        var text = target.ToString();
        if (Words().Contains(target)) return text;
        if (target != OutputTarget.File(text)) return null;
        return HoconText.Quote(text.IndexOfAny(Slashes) >= 0 ? text : "./" + text);
    }

    private static OutputTarget[] Words() => [OutputTarget.Console, OutputTarget.None, OutputTarget.Log];
}
