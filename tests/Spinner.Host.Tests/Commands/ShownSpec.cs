using System.Globalization;
using System.Text;
using Serilog;
using Spinner.Control.Contract;
using Spinner.Host.Daemon;
using Spinner.Host.Display;
using Spinner.Host.Settings;

namespace Spinner.Host.Tests.Commands;

/// <summary>What others say, shown where it can do no harm and as wide as it is.</summary>
public class ShownSpec
{
    private const string Wicked = "web\n\u001b[2Jfake\tline";
    private const string Tame = "web\uFFFD\uFFFD[2Jfake line";

    [Fact]
    public async Task A_log_line_stays_one_line()
    {
        using var stream = new MemoryStream();
        await DrainAsync(stream, console =>
        {
            using var log = new LoggerConfiguration().WriteTo.Sink(new ConsoleSink(new DaemonLine(), console)).CreateLogger();
            log.Information("{Child} stopped: {Cause}", Wicked, Wicked);
            log.Error(new InvalidOperationException(Wicked), "It failed");
        });
        var lines = Encoding.UTF8.GetString(stream.ToArray()).Split('\n');
        Assert.EndsWith($" INF {Tame} stopped: {Tame}", lines[0], StringComparison.Ordinal);
        Assert.EndsWith(" ERR It failed", lines[1], StringComparison.Ordinal);
        Assert.All(lines[2..^1], line => Assert.StartsWith("  ", line, StringComparison.Ordinal));
        Assert.All(lines, line => Assert.DoesNotContain(line, char.IsControl));
    }

    [Fact]
    public async Task A_name_before_a_line_of_output_stays_in_it()
    {
        using var stream = new MemoryStream();
        await DrainAsync(stream, console => new ConsoleEcho(console, isRaw: false).Of(Wicked).Write("hello\nworld\n"u8));
        Assert.Equal($"{Tame} | hello\n{Tame} | world\n", Encoding.UTF8.GetString(stream.ToArray()));
    }

    [Fact]
    public void A_problem_with_many_mistakes_has_a_line_for_each()
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        ProblemText.Write(text, new Problem { Title = "", Status = 400, Detail = "", Failure = "", Name = Wicked, Errors = [Wicked, "b"] });
        Assert.Equal($"spinner: {Tame}: 2 mistakes\n  {Tame}\n  b\n", text.ToString());
    }

    [Theory]
    [InlineData("did not listen on 127.0.0.1:20000 within 2 s", "does it listen on the address in its variable PORT? `spinner logs w` shows what it wrote")]
    [InlineData("did not write a line like /READY/ within 2 s", "`spinner logs w` shows what it wrote")]
    public void One_that_was_not_ready_in_time_is_asked_for_its_port_only_where_it_has_one(string detail, string next)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        ProblemText.Write(text, new Problem { Title = "", Status = 422, Detail = detail, Failure = "startTimedOut", Name = "w" });
        Assert.EndsWith($"\n  next: {next}\n", text.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_time_that_is_over_is_nothing_to_wait_for()
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        ProblemText.Write(text, new Problem
        {
            Title = "", Status = 422, Detail = "", Failure = "exitedBeforeReady", Name = "t", RetryAt = DateTimeOffset.UnixEpoch,
        });
        Assert.EndsWith("; `spinner restart t` tries again\n", text.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_parser_stumbles_over_is_shown_tamely()
    {
        using var directory = new TempDirectory();
        var file = directory.PathOf("children.conf");
        await File.WriteAllTextAsync(file, "spinner { a = \u001b[2J } }");
        var told = Assert.Throws<DaemonException>(() => DaemonFile.Read(file));
        Assert.DoesNotContain(told.Message, c => char.IsControl(c) && c != '\n');
        await File.WriteAllTextAsync(file, "spinner { a : \u001b[2J = = }");
        told = Assert.Throws<DaemonException>(() => DaemonFile.Read(file));
        Assert.DoesNotContain(told.Message, c => char.IsControl(c) && c != '\n');
    }

    [Theory]
    [InlineData(null)]
    [InlineData(40)]
    public void Columns_are_as_wide_as_they_are_shown(int? width)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        Columns.Write(text, width, [new("NAME"), new("STATE"), new("PLACE")], [["日本語の名前", "started", "127.0.0.1:20000"], ["😀", "stopped", "-"]]);
        var lines = text.ToString().TrimEnd('\n').Split('\n');
        Assert.Equal(14, Cells.Width(lines[0][..lines[0].IndexOf("STATE", StringComparison.Ordinal)]));
        Assert.Equal(14, Cells.Width(lines[1][..lines[1].IndexOf("started", StringComparison.Ordinal)]));
        Assert.Equal(14, Cells.Width(lines[2][..lines[2].IndexOf("stopped", StringComparison.Ordinal)]));
        Assert.All(lines, line => Assert.InRange(Cells.Width(line), 0, width ?? 80));
    }

    [Fact]
    public void A_list_fits_on_80_characters_column_by_column()
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        Columns.Write(text, 80, Columns.Children(needs: false),
        [
            ["api-with-a-rather-long-name", "started", "server", "/run/spinner-children/06l2rea8.sock", "1414", "1m2s", "1", "29.4 MB"],
            ["web", "started", "server", "127.0.0.1:28825", "1416", "1m2s", "1", "29.0 MB"],
        ]);

        Assert.Equal("""
            NAME             STATE    KIND    ENDPOINT         PID   FOR   LAUNCHES  MEMORY
            api-with-a-rat…  started  server  …/06l2rea8.sock  1414  1m2s  1         29.4 MB
            web              started  server  127.0.0.1:28825  1416  1m2s  1         29.0 MB

            """, text.ToString());
    }

    private static async Task DrainAsync(MemoryStream to, Action<DaemonConsole> write)
    {
        await using var console = new DaemonConsole(to, Stream.Null, TimeProvider.System);
        write(console);
    }
}
