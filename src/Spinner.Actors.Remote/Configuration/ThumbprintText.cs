using System.Globalization;

namespace Spinner.Actors.Remote.Configuration;

/// <summary>Thumbprints as people have them from tools: in pairs with colons, dashes or spaces, in either case.</summary>
static class ThumbprintText
{
    private const int Digits = 64;

    public const string Allowed = "a thumbprint: SHA-256 of the certificate, 64 hex digits, with or without colons, dashes or spaces";

    /// <summary>Its digits in upper case; null when it is none.</summary>
    public static string? Parse(string? text)
    {
        var digits = string.Concat((text ?? "").Where(static c => !IsBetween(c)));
        return digits.Length == Digits && digits.All(char.IsAsciiHexDigit) ? digits.ToUpperInvariant() : null;
    }

    // Copied from a window of certificates it begins with a mark that nobody sees.
    private static bool IsBetween(char c) => c is ':' or '-' || char.IsWhiteSpace(c) || char.GetUnicodeCategory(c) == UnicodeCategory.Format;
}
