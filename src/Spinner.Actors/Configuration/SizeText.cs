using System.Globalization;

namespace Spinner.Actors.Configuration;

/// <summary>Sizes as they are written in settings: bytes, or KiB, MiB, GiB and TiB.</summary>
static class SizeText
{
    public const string Allowed = "bytes, or a number and KiB or MiB";
    public const string AllowedLarge = "bytes, or a number and KiB, MiB, GiB or TiB";
    public const long Mebibyte = 1024 * 1024;
    public const long Tebibyte = Mebibyte * Mebibyte;

    /// <summary>The largest first.</summary>
    public static IReadOnlyList<(string Unit, long Bytes)> Units { get; } =
        [("TiB", Tebibyte), ("GiB", 1024 * Mebibyte), ("MiB", Mebibyte), ("KiB", 1024)];

    /// <returns>Null when it is no size, or one that no number holds.</returns>
    public static long? Parse(string text)
    {
        var (unit, size) = Units.FirstOrDefault(u => text.EndsWith(u.Unit, StringComparison.OrdinalIgnoreCase), (Unit: "", Bytes: 1));
        var digits = text[..^unit.Length].TrimEnd();
        return long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var amount) && amount <= long.MaxValue / size ? amount * size : null;
    }

    /// <summary>For people: in the largest unit of which there is one, with a decimal where it says more.</summary>
    public static string Format(long bytes)
    {
        var (unit, size) = Units.FirstOrDefault(u => bytes >= u.Bytes);
        return unit is null
            ? string.Create(CultureInfo.InvariantCulture, $"{bytes} bytes")
            : string.Create(CultureInfo.InvariantCulture, $"{Math.Round((double)bytes / size, 1):0.#} {unit}");
    }
}
