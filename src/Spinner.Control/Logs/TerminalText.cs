using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Spinner.Control.Logs;

/// <summary>
/// A line that somebody else wrote, as a terminal would show it, without what moves the cursor, colours, rings, renames the window or turns the text
/// about: nobody can make it look like another's line.
/// </summary>
static partial class TerminalText
{
    public static string Plain(string line)
    {
        var text = Sequences().Replace(line, "");
        text = Overwritten(text);
        var shown = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value == '\t') shown.Append('\t');
            else if (TurnsAbout(rune.Value)) shown.Append(CultureInfo.InvariantCulture, $"<U+{rune.Value:X4}>");
            else if (!Rune.IsControl(rune)) shown.Append(rune);
        }

        return shown.ToString();
    }

    // A carriage return begins the line anew over what is there; the last one, before the line end, does nothing.
    private static string Overwritten(string text)
    {
        text = text.TrimEnd('\r');
        if (!text.Contains('\r')) return text;
        var (shown, length) = (new char[text.Length], 0);
        foreach (var part in text.AsSpan().Split('\r'))
        {
            text.AsSpan(part).CopyTo(shown);
            length = Math.Max(length, text.AsSpan(part).Length);
        }

        return new string(shown, 0, length);
    }

    // Embeddings, overrides and isolates of bidirectional text, and the separators of lines and paragraphs.
    private static bool TurnsAbout(int value) => value is (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) or 0x2028 or 0x2029;

    // CSI; OSC, DCS, SOS, PM and APC up to their end, or that of the line; any other of two or three characters. Each with ESC or its C1 control.
    [GeneratedRegex(@"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]?|(?:\x1b[\]PX^_]|[\x9d\x90\x98\x9e\x9f])[^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c)?|\x1b[ -/]*[0-~]?",
        RegexOptions.CultureInvariant)]
    private static partial Regex Sequences();
}
