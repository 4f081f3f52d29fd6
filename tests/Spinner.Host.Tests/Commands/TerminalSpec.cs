using System.Text.RegularExpressions;
using Spinner.Host.Display;

namespace Spinner.Host.Tests.Commands;

public partial class TerminalSpec
{
    [ProgramTheory("script", Timeout = RealProgram.Limit)]
    [InlineData("a-child-with-quite-a-long-name")]
    [InlineData("日本語の名前のとても長い子供😀😀")]
    public async Task A_narrow_terminal_gets_narrow_lines(string name)
    {
        await using var daemon = await DaemonRun.UpAsync(DaemonRun.Child(name, "autostart = on", "bind"));
        await daemon.PidAsync(name);

        var shown = await OnTerminalAsync(daemon, 40, $"list --socket {daemon.Socket}");

        Assert.Contains(Cells.Cut(name, 12).TrimEnd('…'), shown, StringComparison.Ordinal);
        Assert.All(Escapes().Replace(shown, "").Split('\n'), line => Assert.InRange(Cells.Width(line.TrimEnd('\r')), 0, 40));
    }

    [ProgramTheory("script", Timeout = RealProgram.Limit)]
    [InlineData(40, "a-child-with-quite-a-long-name")]
    [InlineData(80, "a-child-with-quite-a-long-name")]
    [InlineData(40, "日本語の名前のとても長い子供😀😀")]
    public async Task The_table_fits_on_the_terminal(int width, string name)
    {
        await using var daemon = new DaemonRun();
        daemon.Write(
            DaemonRun.Child(name, "autostart = on", "bind"),
            DaemonRun.Child("b", "autostart = on, endpoint = unix", "bind"));
        using var terminal = Terminal(daemon, width, $"up --socket {daemon.Socket} -c {daemon.File}");
        await Eventually.HoldsAsync(
            () => Lines(terminal).Count(line => line.Contains(" started ", StringComparison.Ordinal)) > 1, "both are shown",
            TimeSpan.FromSeconds(60));

        var supervisor = (await daemon.AskAsync(HttpMethod.Get, "/health")).Body.GetProperty("pid").GetInt32();
        ProcFacts.Signal(supervisor, 15);
        Assert.Equal(0, await terminal.EndAsync());

        Assert.All(Lines(terminal), line => Assert.InRange(Cells.Width(line), 0, width));
        Assert.Contains(Lines(terminal), line => line.Contains("b ", StringComparison.Ordinal) && line.Contains(".sock", StringComparison.Ordinal));
    }

    [ProgramTheory("script", Timeout = RealProgram.Limit)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_table_has_colours_unless_nobody_wants_them(bool isColoured)
    {
        await using var daemon = new DaemonRun();
        daemon.Write(DaemonRun.Child("web", "autostart = on", "bind"));
        daemon.Environment["TERM"] = "xterm-256color";
        if (!isColoured) daemon.Environment["NO_COLOR"] = "1";
        using var terminal = Terminal(daemon, 40, $"up --socket {daemon.Socket} -c {daemon.File}");
        await Eventually.HoldsAsync(() => terminal.Out.Contains("started", StringComparison.Ordinal), "the table shows the child",
            TimeSpan.FromSeconds(60));

        var supervisor = (await daemon.AskAsync(HttpMethod.Get, "/health")).Body.GetProperty("pid").GetInt32();
        ProcFacts.Signal(supervisor, 15);
        Assert.Equal(0, await terminal.EndAsync());

        Assert.Equal(isColoured, Colours().IsMatch(terminal.Out));
    }

    [ProgramFact("script", Timeout = RealProgram.Limit)]
    public async Task A_terminal_that_is_closed_ends_the_daemon_and_its_children()
    {
        await using var daemon = new DaemonRun();
        daemon.Write(DaemonRun.Child("web", "autostart = on", "bind"));
        using var terminal = Terminal(daemon, 100, $"up --socket {daemon.Socket} -c {daemon.File}");
        await Eventually.HoldsAsync(() => terminal.Out.Contains("started", StringComparison.Ordinal), "the table shows the child",
            TimeSpan.FromSeconds(60));
        var pid = await daemon.PidAsync("web");
        var supervisor = (await daemon.AskAsync(HttpMethod.Get, "/health")).Body.GetProperty("pid").GetInt32();

        ProcFacts.Signal(terminal.Pid, 9);

        await Eventually.HoldsAsync(() => !ProcFacts.IsAlive(supervisor), "the daemon is gone", TimeSpan.FromSeconds(60));
        await DaemonRun.GoneAsync(pid);
        Assert.False(File.Exists(daemon.Socket));
    }

    [ProgramFact("script", Timeout = RealProgram.Limit)]
    public async Task A_start_that_takes_its_time_shows_how_it_goes()
    {
        await using var daemon = await DaemonRun.UpAsync(DaemonRun.Child("slow", "", "print", "warming up", "bind-after", "8000"));

        var shown = await OnTerminalAsync(daemon, 100, $"start slow --socket {daemon.Socket}");

        Assert.Contains("starting slow … ", shown, StringComparison.Ordinal);
        Assert.Contains("| warming up", shown, StringComparison.Ordinal);
        Assert.Contains("slow started on", shown, StringComparison.Ordinal);
    }

    [Fact(Timeout = RealProgram.Limit)]
    public async Task Who_stops_reading_ends_the_command()
    {
        await using var daemon = await DaemonRun.UpAsync(DaemonRun.Child("web", "autostart = on", "bind"));
        await daemon.PidAsync("web");
        var line = $"{SpinnerProcess.Line} events --after 0 --socket {daemon.Socket} | head -n 1";

        using var shell = SpinnerProcess.Start(daemon.Environment, "sh", ["-c", line]);

        Assert.Equal(0, await shell.EndAsync());
        Assert.Contains("started web", shell.Out, StringComparison.Ordinal);
        Assert.Equal("", shell.Error);
    }

    [ManagedFact(Timeout = RealProgram.Limit)]
    public async Task A_command_loads_neither_actors_nor_a_web_server()
    {
        await using var daemon = await DaemonRun.UpAsync(DaemonRun.Child("web", "autostart = on", "bind"));
        using var command = SpinnerProcess.Start(daemon.Environment, "events", "--after", "0", "--socket", daemon.Socket);
        await Eventually.HoldsAsync(() => command.Out.Contains("started web", StringComparison.Ordinal), "it shows an event",
            TimeSpan.FromSeconds(60));

        var loaded = await File.ReadAllTextAsync($"/proc/{command.Pid}/maps");

        Assert.Contains("spinner.dll", loaded, StringComparison.Ordinal);
        Assert.DoesNotContain("Akka", loaded, StringComparison.Ordinal);
        Assert.DoesNotContain("Microsoft.AspNetCore", loaded, StringComparison.Ordinal);
    }

    private static string[] Lines(SpinnerProcess terminal) => Escapes().Replace(terminal.Out, "").Split('\n', '\r');

    private static async Task<string> OnTerminalAsync(DaemonRun daemon, int width, string args)
    {
        using var terminal = Terminal(daemon, width, args);
        Assert.Equal(0, await terminal.EndAsync());
        return terminal.Out;
    }

    private static SpinnerProcess Terminal(DaemonRun daemon, int width, string args) =>
        SpinnerProcess.Start(daemon.Environment, "script", ["-qec", $"stty cols {width}; {SpinnerProcess.Line} {args}", "/dev/null"]);

    [GeneratedRegex(@"\u001b\[(\d+;)*[39]\d(;\d+)*m")]
    private static partial Regex Colours();

    // The last two switch the keypad.
    [GeneratedRegex(@"\u001b\[[0-9;?]*[a-zA-Z]|\u001b[=>]")]
    private static partial Regex Escapes();
}
