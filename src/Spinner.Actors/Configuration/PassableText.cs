using System.Buffers;
using System.Text;

namespace Spinner.Actors.Configuration;

/// <summary>Text that reaches a child unchanged in its environment, arguments and paths: no NUL, and UTF-16 that has a UTF-8 form.</summary>
static class PassableText
{
    public const string Allowed = "text without NUL and unpaired surrogates";
    public const string AllowedNonEmpty = "non-empty " + Allowed;

    public static bool Is(string? text) => text is not null && !text.Contains('\0') && HasUtf8Form(text);

    public static bool IsNonEmpty(string? text) => !string.IsNullOrEmpty(text) && Is(text);

    private static bool HasUtf8Form(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(text, out _, out var consumed) != OperationStatus.Done) return false;
            text = text[consumed..];
        }

        return true;
    }
}
