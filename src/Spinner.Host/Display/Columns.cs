using System.Globalization;
using Spinner.Control.Contract;

namespace Spinner.Host.Display;

/// <summary>Rows in columns as wide as they need; on a terminal no line is longer than it is wide.</summary>
static class Columns
{
    private const int Gap = 2;
    private const int Wide = 1_000_000;

    /// <summary>Of a list of children, see <see cref="Of"/>.</summary>
    /// <param name="needs">Whether any of them needs another.</param>
    public static IReadOnlyList<FittedColumn> Children(bool needs) =>
    [
        new("NAME", Least: 12), new("STATE"), new("KIND", 3), new("ENDPOINT", Least: 15, KeepsEnd: true), new("PID", 1), new("FOR", 2), new("LAUNCHES", 4), new("MEMORY", 3),
        .. (FittedColumn[])(needs ? [new("NEEDS", 2)] : []),
    ];

    /// <param name="to">Takes the lines.</param>
    /// <param name="width">The terminal's width; null: no terminal.</param>
    /// <param name="columns">All there are.</param>
    /// <param name="rows">Their cells.</param>
    public static void Write(TextWriter to, int? width, IReadOnlyList<FittedColumn> columns, IReadOnlyList<string[]> rows)
    {
        var most = width is > 1 and var given ? given : Wide;
        var shown = TableFit.Fit(columns, rows, most, Gap);
        foreach (var row in rows.Prepend([.. columns.Select(c => c.Head)]))
        {
            var line = string.Join(new string(' ', Gap), shown.Select(s => Cell(row[s.Column], s.Width, columns[s.Column].KeepsEnd)));
            to.WriteLine(Cells.Cut(line.TrimEnd(), most));
        }
    }

    /// <summary>Children, a row for each.</summary>
    /// <param name="children">Which.</param>
    /// <param name="now">The time.</param>
    /// <param name="needs">With what each needs.</param>
    public static IReadOnlyList<string[]> Of(IEnumerable<ChildView> children, DateTimeOffset now, bool needs) =>
    [
        .. children.Select(c => new[]
        {
            Cells.Printable(c.Name), c.State, c.Kind, c.Endpoint is { IsNone: false } at ? at.Format() : "-", c.Pid?.ToString(CultureInfo.InvariantCulture) ?? "-",
            Cells.Span(now - c.Since), c.Launches.ToString(CultureInfo.InvariantCulture), c.MemoryBytes is null ? "-" : Cells.Bytes(c.MemoryBytes),
        }.Concat(needs ? [c.Options.Needs.Count == 0 ? "-" : Cells.Printable(string.Join(", ", c.Options.Needs.Select(n => n.Name)))] : []).ToArray()),
    ];

    /// <summary>The width of the terminal; null when output goes elsewhere.</summary>
    public static int? TerminalWidth() => Console.IsOutputRedirected ? null : Console.WindowWidth;

    private static string Cell(string text, int width, bool keepsEnd)
    {
        var shown = Cells.Cut(text, width, keepsEnd);
        return shown + new string(' ', width - Cells.Width(shown));
    }
}
