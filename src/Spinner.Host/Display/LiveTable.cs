using System.Globalization;
using Spectre.Console;
using Spinner.Actors;
using Spinner.Host.Contract;
using Spinner.Host.Control;

namespace Spinner.Host.Display;

/// <summary>The children on a terminal, drawn anew every second. Disposing takes the table off.</summary>
sealed class LiveTable : IDisposable
{
    private const int Narrow = 60;
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _end = new();
    private readonly Dictionary<string, string> _lastEvents = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (double Cpu, DateTimeOffset At)> _cpu = new(StringComparer.Ordinal);
    private readonly ISpinner _spinner;
    private readonly UsageSampler _usage;
    private readonly string _socket;
    private readonly TimeProvider _clock;
    private Task _drawn = Task.CompletedTask;

    private LiveTable(ISpinner spinner, UsageSampler usage, string socket, TimeProvider clock) =>
        (_spinner, _usage, _socket, _clock) = (spinner, usage, socket, clock);

    public static LiveTable Show(ISpinner spinner, UsageSampler usage, string socket, TimeProvider clock)
    {
        var table = new LiveTable(spinner, usage, socket, clock);
        table._drawn = Task.WhenAll(Task.Run(table.DrawAsync), Task.Run(table.ListenAsync));
        return table;
    }

    public void Dispose()
    {
        _end.Cancel();
        _drawn.GetAwaiter().GetResult();
        _end.Dispose();
    }

    private async Task DrawAsync()
    {
        await AnsiConsole.Live(new Text("")).StartAsync(async live =>
        {
            using var timer = new PeriodicTimer(Every, _clock);
            try
            {
                do live.UpdateTarget(await MakeAsync());
                while (await timer.WaitForNextTickAsync(_end.Token));
            }
            catch (Exception end) when (end is OperationCanceledException or SpinnerException or TimeoutException)
            {
                // The daemon ends; what is drawn stays.
            }
        });
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
        catch (Exception end) when (end is OperationCanceledException or SpinnerException)
        {
            // The daemon ends.
        }
    }

    private async Task<Table> MakeAsync()
    {
        var now = _clock.GetUtcNow();
        var isNarrow = AnsiConsole.Profile.Width < Narrow;
        var table = new Table().Border(isNarrow ? TableBorder.None : TableBorder.Rounded).Caption(Markup.Escape($"{_socket} — Ctrl+C stops all"));
        string[] columns = isNarrow
            ? ["child", "state", "endpoint"]
            : ["child", "state", "endpoint", "pid", "uptime", "launches", "cpu", "memory", "last event"];
        foreach (var column in columns) table.AddColumn(new TableColumn(column).NoWrap());
        var used = _usage.Read();
        foreach (var child in (await _spinner.ListAsync(_end.Token)).Values.OrderBy(c => c.Name, StringComparer.Ordinal))
            table.AddRow([.. Row(Views.Of(child, used), now).Take(columns.Length)]);
        return table;
    }

    private IEnumerable<Markup> Row(ChildView child, DateTimeOffset now)
    {
        yield return Plain(Cells.Printable(child.Name));
        yield return new Markup($"[{Colour(child.State)}]{child.State}[/]");
        yield return Plain(child.Endpoint?.Show() ?? "");
        yield return Plain(child.Pid?.ToString(CultureInfo.InvariantCulture) ?? "");
        yield return Plain(child.State == "started" ? Cells.Span(now - child.Since) : "");
        yield return Plain(child.Launches.ToString(CultureInfo.InvariantCulture));
        yield return Plain(Cpu(child, now));
        yield return Plain(Cells.Bytes(child.MemoryBytes));
        lock (_lastEvents) yield return Plain(_lastEvents.GetValueOrDefault(child.Name, ""));
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

    private static Markup Plain(string text) => new(Markup.Escape(text));

    private static string Colour(string state) => state switch { "started" => "green", "faulted" => "red", "stopped" => "grey", _ => "yellow" };
}
