using System.Globalization;

namespace Spinner.Actors.Configuration;

/// <summary>Durations as they are written in settings. A number without a unit is none: whether 30 means seconds is nobody's guess.</summary>
static class DurationText
{
    public const string Allowed = "a number and ms, s, m, h or d, or hours, minutes and seconds: 00:05:00";

    /// <summary>Largest first.</summary>
    public static IReadOnlyList<(string? Unit, long Ticks)> Units { get; } =
    [
        ("d", TimeSpan.TicksPerDay), ("h", TimeSpan.TicksPerHour), ("m", TimeSpan.TicksPerMinute), ("s", TimeSpan.TicksPerSecond),
        ("ms", TimeSpan.TicksPerMillisecond),
    ];

    /// <returns>Null when it is no duration, or one that no TimeSpan holds.</returns>
    public static TimeSpan? Parse(string text)
    {
        if (text.Contains(':', StringComparison.Ordinal)) return Clock(text);
        var number = text.TrimEnd("abcdefghijklmnopqrstuvwxyz".ToCharArray());
        var unit = text[number.Length..];
        if (!decimal.TryParse(number.TrimEnd(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount)) return null;
        var (known, ticks) = Units.FirstOrDefault(u => u.Unit == unit);
        if (known is null) return unit.Length == 0 && amount == 0 ? TimeSpan.Zero : null;
        return amount <= TimeSpan.MaxValue.Ticks / ticks ? TimeSpan.FromTicks((long)(amount * ticks)) : null;
    }

    /// <summary>As .NET writes a <see cref="TimeSpan"/>; a time before nothing is none.</summary>
    private static TimeSpan? Clock(string text) =>
        TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out var span) && span >= TimeSpan.Zero ? span : null;
}
