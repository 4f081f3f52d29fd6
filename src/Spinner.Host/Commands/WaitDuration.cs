using System.Globalization;
using Spinner.Actors.Configuration;

namespace Spinner.Host.Commands;

/// <summary>Durations on the command line: in seconds, or with a unit as everywhere else.</summary>
static class WaitDuration
{
    public const string Allowed = "seconds, or " + DurationText.Allowed + ", up to 24 days";

    // What a timer can wait.
    private static readonly TimeSpan Most = TimeSpan.FromDays(24);

    /// <returns>Null when it is none, or one that is too long.</returns>
    public static TimeSpan? Parse(string text) => DurationText.Parse(WithUnit(text)) is { } wait && wait <= Most ? wait : null;

    /// <summary>The text as it is written everywhere else.</summary>
    public static string WithUnit(string text) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _) ? text + "s" : text;
}
