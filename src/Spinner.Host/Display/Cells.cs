using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Spectre.Console;

namespace Spinner.Host.Display;

/// <summary>Values as they stand in a table.</summary>
static class Cells
{
    /// <summary>Text that came from elsewhere, so that it moves no cursor, begins no line and rings no bell.</summary>
    public static string Printable(string text)
    {
        if (Ascii.IsValid(text) && !text.AsSpan().ContainsAnyInRange('\0', '\x1f') && !text.Contains('\x7f')) return text;
        var shown = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            switch (Rune.GetUnicodeCategory(rune))
            {
                case UnicodeCategory.Control: shown.Append(rune.Value == '\t' ? ' ' : '\uFFFD'); break;
                // Nobody sees them, and they turn the order of a line about, or end it.
                case UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator:
                    shown.Append(CultureInfo.InvariantCulture, $"<U+{rune.Value:X4}>");
                    break;
                default: shown.Append(rune); break;
            }
        }

        return shown.ToString();
    }

    /// <summary>The same for text of our own that has lines.</summary>
    public static string PrintableLines(string text) => string.Join('\n', text.Split('\n').Select(Printable));

    /// <summary>How many columns of a terminal it takes.</summary>
    public static int Width(string text) => Ascii.IsValid(text) ? text.Length : WidthOfAny(text);

    // The tables of Unicode are in an assembly that a command with plain names need not load.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int WidthOfAny(string text) => text.GetCellWidth();

    /// <summary>No wider than <paramref name="width"/>: what is cut off is told by an ellipsis.</summary>
    public static string Cut(string text, int width, bool keepsEnd = false)
    {
        if (Width(text) <= width) return text;
        var (left, room) = (new List<string>(), width - 1);
        var runes = text.EnumerateRunes().Select(r => r.ToString());
        foreach (var rune in keepsEnd ? runes.Reverse() : runes)
        {
            room -= Width(rune);
            if (room < 0) break;
            left.Add(rune);
        }

        return keepsEnd ? "…" + string.Concat(Enumerable.Reverse(left)) : string.Concat(left) + "…";
    }

    /// <summary><c>3d4h</c>, <c>2h5m</c>, <c>7m3s</c>, <c>12s</c>.</summary>
    public static string Span(TimeSpan span) => span switch
    {
        { Days: > 0 } => string.Create(CultureInfo.InvariantCulture, $"{span.Days}d{span.Hours}h"),
        { Hours: > 0 } => string.Create(CultureInfo.InvariantCulture, $"{span.Hours}h{span.Minutes}m"),
        { Minutes: > 0 } => string.Create(CultureInfo.InvariantCulture, $"{span.Minutes}m{span.Seconds}s"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{Math.Max(0, span.Seconds)}s"),
    };

    /// <summary><c>0.42 s</c>, <c>12.3 s</c>, and from two minutes on as <see cref="Span"/> has it.</summary>
    public static string Duration(double seconds) => seconds switch
    {
        < 10 => string.Create(CultureInfo.InvariantCulture, $"{seconds:0.00} s"),
        < 120 => string.Create(CultureInfo.InvariantCulture, $"{seconds:0.0} s"),
        _ => Span(TimeSpan.FromSeconds(seconds)),
    };

    /// <summary><c>1 child</c>, <c>2 children</c>.</summary>
    public static string Children(int count) => count == 1 ? "1 child" : string.Create(CultureInfo.InvariantCulture, $"{count} children");

    /// <summary><c>12.3 MB</c>, empty for null.</summary>
    public static string Bytes(long? bytes) => bytes is { } known ? string.Create(CultureInfo.InvariantCulture, $"{known / 1e6:0.0} MB") : "";
}
