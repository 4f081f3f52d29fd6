using System.Globalization;
using Spinner.Host.Contract;

namespace Spinner.Host.Display;

/// <summary>Rows in columns as wide as they need; on a terminal no line is longer than it is wide.</summary>
static class Columns
{
    private const int Gap = 2;

    /// <param name="to">Takes the lines.</param>
    /// <param name="width">The terminal's width; null: no terminal.</param>
    /// <param name="rows">The head first.</param>
    public static void Write(TextWriter to, int? width, IReadOnlyList<string[]> rows)
    {
        var widths = Enumerable.Range(0, rows[0].Length).Select(i => rows.Max(r => Cells.Width(r[i]))).ToArray();
        foreach (var row in rows)
        {
            var line = string.Concat(row.Select((cell, i) => cell + new string(' ', widths[i] + Gap - Cells.Width(cell)))).TrimEnd();
            to.WriteLine(width is > 1 and var most ? Cells.Cut(line, most) : line);
        }
    }

    /// <summary>Children, a row for each.</summary>
    public static IReadOnlyList<string[]> Of(IEnumerable<ChildView> children, DateTimeOffset now) =>
    [
        ["NAME", "STATE", "ENDPOINT", "PID", "FOR", "LAUNCHES", "MEMORY"],
        .. children.Select(c => new[]
        {
            Cells.Printable(c.Name), c.State, c.Endpoint?.Show() ?? "-", c.Pid?.ToString(CultureInfo.InvariantCulture) ?? "-",
            Cells.Span(now - c.Since), c.Launches.ToString(CultureInfo.InvariantCulture), c.MemoryBytes is null ? "-" : Cells.Bytes(c.MemoryBytes),
        }),
    ];

    /// <summary>The width of the terminal; null when output goes elsewhere.</summary>
    public static int? TerminalWidth() => Console.IsOutputRedirected ? null : Console.WindowWidth;
}
