using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Spinner.Host.Client;
using Spinner.Host.Contract;
using Spinner.Host.Control;
using Spinner.Host.Display;

namespace Spinner.Host.Commands;

/// <summary>Commands that go on.</summary>
static class StreamCommands
{
    public static IEnumerable<Command> Create() => [Logs(), Events(), WaitCommand.Create()];

    private static Command Logs()
    {
        var name = new Argument<string>("name") { Description = "Whose output" };
        ChildNames.Complete(name);
        var follow = new Option<bool>("--follow", "-f") { Description = "Go on with what is written, over restarts" };
        var tail = new Option<int>("--tail", "-n") { Description = "How many lines of the past", DefaultValueFactory = _ => 100 };
        tail.Validators.Add(given =>
        {
            if (given.Tokens.Count == 1 && int.TryParse(given.Tokens[0].Value, out var lines) && lines is < 0 or > StreamRoutes.MaxTail)
                given.AddError($"--tail is {given.Tokens[0].Value}; allowed: 0 to {StreamRoutes.MaxTail}");
        });
        var raw = new Option<bool>("--raw") { Description = "As the child wrote it, colours and all; it may do anything to a terminal" };
        var command = new Command("logs", "Shows what a child wrote") { name, follow, tail, raw };
        Invocation.Run(command, run =>
        {
            // JSON has a way of writing everything.
            var isRaw = run.Parsed.GetValue(raw) || run.Form != OutputForm.Table;
            var query = string.Create(CultureInfo.InvariantCulture,
                $"/logs?tail={run.Parsed.GetValue(tail)}&follow={(run.Parsed.GetValue(follow) ? "true" : "false")}&raw={(isRaw ? "true" : "false")}");
            return ReadAsync(run, ControlClient.PathOf(run.Parsed.GetValue(name)!, query), item =>
                !isRaw ? TerminalText.Plain(item)
                : run.Form == OutputForm.Table ? JsonSerializer.Deserialize(item, ContractJson.Readable.String)! : item, StreamRoutes.Missed);
        });
        return command;
    }

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

    private static async Task<int> ReadAsync(Invocation run, string path, Func<string, string> show, string? aside = null)
    {
        StandardOutput.RefuseClosed();
        using var unread = CancellationTokenSource.CreateLinkedTokenSource(run.Cancelled);
        StandardOutput.WhenUnread(unread.Cancel);
        try
        {
            await foreach (var item in run.Client.StreamAsync(path, unread.Token))
            {
                if (item.EventType == aside) StandardError.WriteLine(Cells.Printable(item.Data));
                else await run.Out.WriteLineAsync(show(item.Data));
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

    private static EventView Event(string data) => JsonSerializer.Deserialize(data, ContractJson.Readable.EventView)!;

    private static string Format(EventView e)
    {
        var what = e.Event == StreamRoutes.Missed ? e.Detail ?? $"events {e.From} to {e.To}"
            : $"{(e.Endpoint is { IsNone: false } at ? at.Format() : "")} {(e.Pid is { } pid ? $"pid {pid}" : "")} {e.Failure} {e.Detail} {Ended(e)}";
        var words = string.Join(' ', what.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        var clock = e.Time.ToLocalTime().ToString("HH:mm:ss", CultureInfo.InvariantCulture);
        return Cells.Printable($"{clock} {e.Sequence} {e.Event} {e.Name}{(e.Cause is null ? "" : $" ({e.Cause})")} {words}".TrimEnd());
    }
}
