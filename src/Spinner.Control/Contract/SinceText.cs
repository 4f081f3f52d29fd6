using System.Globalization;
using Spinner.Actors.Configuration;

namespace Spinner.Control.Contract;

/// <summary>A time in the past as people and programs write it.</summary>
static class SinceText
{
    /// <summary>For messages.</summary>
    public const string Allowed = "a duration such as 10m, or a time such as 2026-11-30T13:00 or 13:00";

    /// <summary>Whether it is one, and no time.</summary>
    public static bool IsDuration(string text) => !text.Contains(':', StringComparison.Ordinal) && DurationText.Parse(text) is not null;

    /// <summary>Reads a duration before now, or a time; one without an offset is local.</summary>
    /// <returns>Null when it is none.</returns>
    public static DateTimeOffset? Read(string? text, DateTimeOffset now)
    {
        if (text is null) return null;
        if (IsDuration(text)) return DurationText.Parse(text) is { } ago && ago <= now - DateTimeOffset.MinValue ? now - ago : null;
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeLocal, out var time) ? time : null;
    }
}
