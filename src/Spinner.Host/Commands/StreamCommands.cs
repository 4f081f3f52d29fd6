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
    public static IEnumerable<Command> Make() => [Logs(), Events(), Wait()];

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
        var command = new Command("logs", "Shows what a child wrote") { name, follow, tail };
        Invocation.Run(command, run =>
        {
            var query = string.Create(CultureInfo.InvariantCulture,
                $"/logs?tail={run.Parsed.GetValue(tail)}&follow={(run.Parsed.GetValue(follow) ? "true" : "false")}");
            return ReadAsync(run, ControlClient.PathOf(run.Parsed.GetValue(name)!, query), item =>
                run.Form == OutputForm.Table ? item : JsonSerializer.Serialize(item, ContractJson.Readable.String), StreamRoutes.Missed);
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
            return ReadAsync(run, $"/v1/events{query}", item => run.Form == OutputForm.Table ? Show(Event(item)) : item);
        });
        return command;
    }

    private static Command Wait()
    {
        var name = new Argument<string>("name") { Description = "For which child" };
        ChildNames.Complete(name);
        string[] states = ["started", "stopped", "faulted", "starting", "stopping", "restarting"];
        var state = new Option<string>("--for") { Description = "For which state", DefaultValueFactory = _ => states[0] };
        state.AcceptOnlyFromAmong(states);
        var timeout = new Option<double?>("--timeout") { Description = "At most so many seconds" };
        var command = new Command("wait", "Waits until a child is in a state") { name, state, timeout };
        Invocation.Run(command, async run =>
        {
            using var late = CancellationTokenSource.CreateLinkedTokenSource(run.Cancelled);
            if (run.Parsed.GetValue(timeout) is { } seconds) late.CancelAfter(TimeSpan.FromSeconds(seconds));
            try
            {
                return await WaitAsync(run, run.Parsed.GetValue(name)!, run.Parsed.GetValue(state)!, late.Token);
            }
            catch (OperationCanceledException) when (!run.Cancelled.IsCancellationRequested)
            {
                throw new CommandException(
                    ExitCodes.Failed, $"{run.Parsed.GetValue(name)} is not {run.Parsed.GetValue(state)} in time; `spinner explain` says why.");
            }
        });
        return command;
    }

    private static async Task<int> WaitAsync(Invocation run, string name, string state, CancellationToken cancellationToken)
    {
        // First the events, then the look: so nothing happens unseen between the two.
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await using var events = (await run.Client.OpenAsync("/v1/events", end.Token)).GetAsyncEnumerator(end.Token);
        var next = events.MoveNextAsync().AsTask();
        try
        {
            while (true)
            {
                var child = await run.Client.GetAsync(ControlClient.PathOf(name), Answers.Child, cancellationToken);
                if (child.State == state) return ExitCodes.Ok;
                if (child.State == "faulted") throw ProblemException.Faulted(child);
                while (await next && Event(events.Current.Data).Name != name) next = events.MoveNextAsync().AsTask();
                if (!await next) throw new CommandException(ExitCodes.NotRunning, "The daemon has ended.");
                next = events.MoveNextAsync().AsTask();
            }
        }
        finally
        {
            await end.CancelAsync();
            await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static async Task<int> ReadAsync(Invocation run, string path, Func<string, string> show, string? aside = null)
    {
        using var unread = CancellationTokenSource.CreateLinkedTokenSource(run.Cancelled);
        StandardOutput.WhenUnread(unread.Cancel);
        try
        {
            await foreach (var item in run.Client.StreamAsync(path, unread.Token))
            {
                if (item.EventType == aside) await Console.Error.WriteLineAsync($"spinner: {item.Data}");
                else await run.Out.WriteLineAsync(show(item.Data));
            }
        }
        catch (OperationCanceledException) when (unread.IsCancellationRequested)
        {
            // Nobody reads any more, or Ctrl+C: the way such a command ends.
        }
        catch (IOException gone)
        {
            throw new CommandException(ExitCodes.NotRunning, $"The daemon has ended: {gone.Message}", gone);
        }

        return ExitCodes.Ok;
    }

    private static EventView Event(string data) => JsonSerializer.Deserialize(data, ContractJson.Readable.EventView)!;

    private static string Show(EventView e)
    {
        var what = e.Event == "missed" ? $"events {e.From} to {e.To}"
            : $"{e.Endpoint?.Show()} {(e.Pid is { } pid ? $"pid {pid}" : "")} {e.Failure} {e.Detail}";
        var words = string.Join(' ', what.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        var clock = e.Time.ToLocalTime().ToString("HH:mm:ss", CultureInfo.InvariantCulture);
        return Cells.Printable($"{clock} {e.Sequence} {e.Event} {e.Name} ({e.Cause}) {words}".TrimEnd());
    }
}
