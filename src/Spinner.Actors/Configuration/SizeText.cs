using System.Globalization;

namespace Spinner.Actors.Configuration;

/// <summary>Sizes as they are written in settings: bytes, or KiB and MiB.</summary>
static class SizeText
{
    public const string Allowed = "bytes, or a number and KiB or MiB";

    /// <returns>Null when it is no size, or one beyond 2 GiB.</returns>
    public static int? Parse(string text)
    {
        var (digits, unit) = text switch
        {
            _ when text.EndsWith("KiB", StringComparison.OrdinalIgnoreCase) => (text[..^3], 1024L),
            _ when text.EndsWith("MiB", StringComparison.OrdinalIgnoreCase) => (text[..^3], 1024L * 1024),
            _ => (text, 1L),
        };
        var isNumber = long.TryParse(digits.TrimEnd(), NumberStyles.None, CultureInfo.InvariantCulture, out var amount);
        return isNumber && amount <= int.MaxValue / unit ? (int)(amount * unit) : null;
    }
}
