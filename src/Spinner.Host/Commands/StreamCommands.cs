using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Spinner.Control.Contract;
using Spinner.Control.Routes;
using Spinner.Host.Client;
using Spinner.Host.Display;

namespace Spinner.Host.Commands;

/// <summary>Commands that go on.</summary>
static class StreamCommands
{
    public static IEnumerable<Command> Create() => [LogsCommand.Create(), Events(), WaitCommand.Create()];

    private static Command Events()
    {
        var after = new Option<long?>("--after") { Description = "Begin with what came after this number; 0: with all that are kept" };
        var command = new Command("events", "Shows what happens to the children") { after };
        Invocation.Run(command, run =>
        {
            var query = run.Parsed.GetValue(after) is { } number ? string.Create(CultureInfo.InvariantCulture, $"?after={number}") : "";
            return ReadAsync(run, $"/v1/events{query}", item => run.Form == OutputForm.Table ? Format(Event(item)) : item);
        });
        return command;
    }

    /// <summary>Writes what a stream of the daemon has.</summary>
    /// <param name="run">Asks.</param>
    /// <param name="path">For which stream.</param>
    /// <param name="show">An item as it is written; null: not at all.</param>
    /// <param name="aside">The items that go to stderr, as they are.</param>
    public static async Task<int> ReadAsync(Invocation run, string path, Func<string, string?> show, string? aside = null)
    {
        StandardOutput.RefuseClosed();
        using var unread = CancellationTokenSource.CreateLinkedTokenSource(run.Cancelled);
        StandardOutput.WhenUnread(unread.Cancel);
        try
        {
            await foreach (var item in run.Client.StreamAsync(path, unread.Token))
            {
                if (item.EventType == aside) StandardError.WriteLine(Cells.Printable(item.Data));
                else if (show(item.Data) is { } line) await run.Out.WriteLineAsync(line);
            }
        }
        catch (OperationCanceledException) when (unread.IsCancellationRequested && !run.Cancelled.IsCancellationRequested)
        {
            // Nobody reads any more: the way such a command ends.
        }

        return ExitCodes.Ok;
    }

    // Of an error the detail says it.
    private static string Ended(EventView e) => e.Event == "stopped" && e.Cause is "done" or "ended" ? e.Exit?.Text ?? "" : "";

    private static string Took(EventView e) => e.TookMs is not { } took ? ""
        : $"in {Cells.Duration(took / 1000)}{(e.Attempt > 1 ? $", attempt {e.Attempt} of {e.Attempts}" : "")}";

    private static EventView Event(string data) => JsonSerializer.Deserialize(data, ContractJson.Readable.EventView)!;

    private static string Format(EventView e)
    {
        var what = e.Event == StreamRoutes.Missed ? e.Detail ?? $"events {e.From} to {e.To}"
            : $"{(e.Endpoint is { IsNone: false } at ? at.Format() : "")} {(e.Pid is { } pid ? $"pid {pid}" : "")} {e.Failure} {e.Detail} {Ended(e)} {Took(e)}";
        var words = string.Join(' ', what.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        var clock = e.Time.ToLocalTime().ToString("HH:mm:ss", CultureInfo.InvariantCulture);
        var line = $"{clock} {e.Sequence} {e.Event} {e.Name}{(e.Cause is null ? "" : $" ({e.Cause})")} {words}".TrimEnd();
        return Cells.Printable(e.By is null ? line : $"{line}; by {e.By}");
    }
}
