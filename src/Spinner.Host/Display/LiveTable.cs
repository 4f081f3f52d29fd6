using System.Globalization;
using Serilog;
using Spectre.Console;
using Spinner.Actors;
using Spinner.Control.Contract;
using Spinner.Control.Watching;

namespace Spinner.Host.Display;

/// <summary>The children on a terminal, drawn anew every second. Disposing takes the table off.</summary>
sealed class LiveTable : IDisposable
{
    private const int Gap = 2;

    // A frame takes three columns of the terminal between two of ours, and two at each edge.
    private const int FramedGap = 3;
    private const int Edges = 4;

    // What is left out first on a narrow terminal has the highest rank.
    private static readonly FittedColumn[] Columns =
    [
        new("child", Least: 12), new("state"), new("kind", 6), new("endpoint", Least: 15, KeepsEnd: true), new("pid", 4), new("uptime", 3), new("launches", 6),
        new("cpu", 5), new("memory", 2), new("last event", 1),
    ];

    // Where nobody needs another there is nothing to show.
    private static readonly FittedColumn[] ColumnsWithNeeds = [.. Columns, new("needs", 7, Least: 8)];

    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource _end = new();
    private readonly Dictionary<string, string> _lastEvents = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (double Cpu, DateTimeOffset At)> _cpu = new(StringComparer.Ordinal);
    private readonly ISpinner _spinner;
    private readonly UsageSampler _usage;
    private readonly string _socket;
    private readonly ILogger _log;
    private readonly TimeProvider _clock;
    private Task _drawn = Task.CompletedTask;

    private LiveTable(ISpinner spinner, UsageSampler usage, string socket, ILogger log, TimeProvider clock) =>
        (_spinner, _usage, _socket, _log, _clock) = (spinner, usage, socket, log, clock);

    public static LiveTable Show(ISpinner spinner, UsageSampler usage, string socket, ILogger log, TimeProvider clock)
    {
        var table = new LiveTable(spinner, usage, socket, log, clock);
        table._drawn = Task.WhenAll(Task.Run(() => table.GuardAsync(table.DrawAsync)), Task.Run(() => table.GuardAsync(table.ListenAsync)));
        return table;
    }

    public void Dispose()
    {
        _end.Cancel();
        // A terminal that is held (Ctrl+S) takes nothing; the daemon ends all the same, and the token goes with it.
        if (!_drawn.Wait(Patience)) return;
        _end.Dispose();
    }

    private async Task DrawAsync()
    {
        await AnsiConsole.Live(new Text("")).StartAsync(async live =>
        {
            using var timer = new PeriodicTimer(Every, _clock);
            try
            {
                do live.UpdateTarget(await BuildAsync());
                while (await timer.WaitForNextTickAsync(_end.Token));
            }
            catch (Exception end) when (end is OperationCanceledException or ObjectDisposedException or SpinnerRejectedException or TimeoutException)
            {
                // The daemon ends; what is drawn stays.
            }
        });
    }

    // A terminal that has gone, or whatever else the drawing of a table may come to, is no end of a daemon.
    private async Task GuardAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception error)
        {
            _log.Error(error, "The table is not drawn any more");
        }
    }

    private async Task ListenAsync()
    {
        try
        {
            await foreach (var happened in _spinner.WatchAsync(after: 0, _end.Token))
            {
                if (Views.Of(happened) is not { Name: { } name } view) continue;
                var clock = view.Time.ToLocalTime().ToString("HH:mm:ss", CultureInfo.InvariantCulture);
                lock (_lastEvents) _lastEvents[name] = $"{clock} {view.Event}";
            }
        }
        catch (Exception end) when (end is OperationCanceledException or ObjectDisposedException or SpinnerRejectedException)
        {
            // The daemon ends.
        }
    }

    private async Task<Table> BuildAsync()
    {
        var (now, width) = (_clock.GetUtcNow(), AnsiConsole.Profile.Width);
        var children = (await _spinner.ListAsync(_end.Token)).Values.OrderBy(c => c.Name, StringComparer.Ordinal).ToList();
        var used = _usage.Read(children);
        RemoveMissing(children.Select(c => c.Name).ToHashSet(StringComparer.Ordinal));
        var columns = children.Exists(c => c.Options.Needs is { Count: > 0 }) ? ColumnsWithNeeds : Columns;
        var rows = children.Select(c => Row(Views.Of(c, used), now)[..columns.Length]).ToList();
        var shown = TableFit.Fit(columns, rows, width - Edges, FramedGap);
        var isFramed = shown.Count == columns.Length;
        if (!isFramed) shown = TableFit.Fit(columns, rows, width, Gap);

        var table = new Table().Border(isFramed ? TableBorder.Rounded : TableBorder.None);
        table.Caption(Markup.Escape(Cells.Cut($"{_socket} — Ctrl+C stops all", width, keepsEnd: true)));
        foreach (var (column, cells) in shown)
        {
            var added = new TableColumn(columns[column].Head).NoWrap().Width(cells);
            table.AddColumn(isFramed ? added : added.Padding(0, 0, column == shown[^1].Column ? 0 : Gap, 0));
        }

        foreach (var row in rows) table.AddRow(shown.Select(s => Show(row[s.Column], columns[s.Column], s.Width)));
        return table;
    }

    private void RemoveMissing(HashSet<string> known)
    {
        foreach (var name in _cpu.Keys.Except(known).ToList()) _cpu.Remove(name);
        lock (_lastEvents)
            foreach (var name in _lastEvents.Keys.Except(known).ToList()) _lastEvents.Remove(name);
    }

    private string[] Row(ChildView child, DateTimeOffset now)
    {
        string last;
        lock (_lastEvents) last = _lastEvents.GetValueOrDefault(child.Name, "");
        return
        [
            Cells.Printable(child.Name), child.State, child.Kind, child.Endpoint is { IsNone: false } at ? at.Format() : "", child.Pid?.ToString(CultureInfo.InvariantCulture) ?? "",
            child.State is "started" or "running" ? Cells.Span(now - child.Since) : "", child.Launches.ToString(CultureInfo.InvariantCulture),
            Cpu(child, now), Cells.Bytes(child.MemoryBytes), last, Cells.Printable(string.Join(", ", child.Options.Needs.Select(n => n.Name))),
        ];
    }

    private static Markup Show(string cell, FittedColumn column, int width)
    {
        var text = Markup.Escape(Cells.Cut(cell, width, column.KeepsEnd));
        return new Markup(column.Head == "state" ? $"[{Colour(cell)}]{text}[/]" : text);
    }

    private string Cpu(ChildView child, DateTimeOffset now)
    {
        if (child.CpuSeconds is not { } cpu)
        {
            _cpu.Remove(child.Name);
            return "";
        }

        (double Cpu, DateTimeOffset At) before = _cpu.GetValueOrDefault(child.Name, (cpu, now));
        _cpu[child.Name] = (cpu, now);
        var passed = (now - before.At).TotalSeconds;
        return passed <= 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{Math.Max(0, cpu - before.Cpu) / passed * 100:0.0} %");
    }

    private static string Colour(string state) => state switch { "started" or "running" => "green", "faulted" => "red", "stopped" => "grey", _ => "yellow" };
}
