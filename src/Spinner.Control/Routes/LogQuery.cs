using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Spinner.Control.Contract;
using Spinner.Control.Logs;

namespace Spinner.Control.Routes;

/// <summary>What a reader of logs asked for.</summary>
/// <param name="Selection">Which lines.</param>
/// <param name="Raw">As they were written.</param>
sealed record LogQuery(LogSelection Selection, bool Raw)
{
    private const int DefaultTail = 100;
    private const int MaxPattern = 1000;

    /// <summary>For messages.</summary>
    public static string Allowed { get; } = $"allowed: tail=0 to {StreamRoutes.MaxTail}, follow=true or false, raw=true or false, "
        + $"since={SinceText.Allowed}, stream=out or err, grep=a regular expression of at most {MaxPattern} characters without look-around and references";

    /// <returns>Null when it makes no sense.</returns>
    public static LogQuery? Read(HttpRequest request, DateTimeOffset now)
    {
        var (tail, follow, raw) = (Number(Of("tail")), Switch(Of("follow")), Switch(Of("raw")));
        var (since, isError, pattern) = (SinceText.Read(Of("since"), now), Of("stream"), PatternOf(Of("grep")));
        var isWrong = (Of("tail") is not null && tail is null) || follow is null || raw is null || (Of("since") is not null && since is null)
            || isError is not (null or "out" or "err") || (Of("grep") is not null && pattern is null);
        if (isWrong) return null;
        var selection = new LogSelection { Follow = follow!.Value, Since = since, IsError = isError is null ? null : isError == "err", Pattern = pattern };
        return new LogQuery(selection with { Tail = tail ?? (selection.IsFiltered ? null : DefaultTail) }, raw!.Value);

        string? Of(string name) => request.Query[name].FirstOrDefault();
    }

    // Takes as long as the lines are, whatever is asked for: the daemon works for others too.
    private static Regex? PatternOf(string? text)
    {
        try
        {
            return text is null or { Length: > MaxPattern } ? null : new Regex(text, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
        }
        catch (Exception wrong) when (wrong is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    private static int? Number(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= StreamRoutes.MaxTail ? number : null;

    private static bool? Switch(string? text) => text switch { null or "false" or "0" => false, "" or "true" or "1" => true, _ => null };
}
