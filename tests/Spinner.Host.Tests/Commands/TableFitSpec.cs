using Spinner.Host.Display;

namespace Spinner.Host.Tests.Commands;

public class TableFitSpec
{
    private static readonly FittedColumn[] Columns =
        [new("name", Least: 6), new("state"), new("place", Least: 5, KeepsEnd: true), new("more", 1), new("most", 2)];

    private static readonly string[][] Rows = [["a-long-name", "started", "/a/long/place", "1", "22"]];

    [Theory]
    [InlineData(100, "0:11 1:7 2:13 3:4 4:4")]
    [InlineData(40, "0:11 1:7 2:6 3:4 4:4")]
    [InlineData(34, "0:6 1:7 2:5 3:4 4:4")]
    [InlineData(33, "0:11 1:7 2:5 3:4")]
    [InlineData(22, "0:6 1:7 2:5")]
    [InlineData(5, "0:6 1:7 2:5")]
    public void Cells_are_cut_before_columns_are_left_out(int width, string expected) =>
        Assert.Equal(expected, string.Join(' ', TableFit.Fit(Columns, Rows, width, 2).Select(c => $"{c.Column}:{c.Width}")));

    [Theory]
    [InlineData("started", 7, false, "started")]
    [InlineData("a-long-name", 6, false, "a-lon…")]
    [InlineData("/a/long/place", 6, true, "…place")]
    [InlineData("日本語の名前", 6, false, "日本…")]
    [InlineData("日本語の名前", 6, true, "…名前")]
    public void What_is_cut_shows_it(string text, int width, bool keepsEnd, string expected) =>
        Assert.Equal(expected, Cells.Cut(text, width, keepsEnd));
}
