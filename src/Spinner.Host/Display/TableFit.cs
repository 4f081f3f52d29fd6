namespace Spinner.Host.Display;

/// <summary>Which columns of a table a terminal has room for, and how wide they are.</summary>
static class TableFit
{
    /// <param name="columns">All there are.</param>
    /// <param name="rows">Their cells.</param>
    /// <param name="width">Of the terminal, without what stands at the edges.</param>
    /// <param name="gap">Between two columns.</param>
    /// <returns>The indexes of the columns that are shown, each with its width.</returns>
    public static IReadOnlyList<(int Column, int Width)> Fit(IReadOnlyList<FittedColumn> columns, IReadOnlyList<string[]> rows, int width, int gap)
    {
        var natural = columns.Select((column, i) => rows.Select(r => r[i]).Append(column.Head).Max(Cells.Width)).ToArray();
        var shown = Enumerable.Range(0, columns.Count).ToList();
        while (shown.Sum(Least) + Gaps() > width && shown.MaxBy(i => columns[i].Rank) is var last && columns[last].Rank > 0) shown.Remove(last);

        var excess = shown.Sum(i => natural[i]) + Gaps() - width;
        // What may be cut is cut from the right to the left: an endpoint before a name.
        foreach (var i in shown.Where(i => columns[i].Least is not null).Reverse())
        {
            var cut = Math.Clamp(excess, 0, natural[i] - Least(i));
            natural[i] -= cut;
            excess -= cut;
        }

        return [.. shown.Select(i => (i, natural[i]))];

        int Least(int i) => Math.Min(natural[i], columns[i].Least ?? int.MaxValue);
        int Gaps() => gap * (shown.Count - 1);
    }
}
