using System.CommandLine;
using System.Net.ServerSentEvents;
using System.Text.Json;
using Spinner.Control.Contract;
using Spinner.Control.Routes;
using Spinner.Host.Client;

namespace Spinner.Host.Commands;

/// <summary><c>spinner wait</c>: until a child is in a state.</summary>
static class WaitCommand
{
    // Of coming and going there is no event.
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(100);

    private static readonly string[] States = ["started", "stopped", "faulted", "starting", "running", "stopping", "restarting"];
    private static readonly Argument<string> Name = new("name") { Description = "For which child" };
    private static readonly Option<string> State = new("--for") { Description = "For which state", DefaultValueFactory = _ => States[0] };
    private static readonly Option<string?> Timeout = new("--timeout") { Description = "How long at most, in seconds or with a unit" };

    public static Command Create()
    {
        ChildNames.Complete(Name);
        State.AcceptOnlyFromAmong(States);
        Timeout.Validators.Add(given =>
        {
            if (given.Tokens is not [{ Value: var text }] || WaitDuration.Parse(text) is not null) return;
            given.AddError($"--timeout is '{text}'; allowed: {WaitDuration.Allowed}");
        });
        var command = new Command("wait", "Waits until a child is in a state") { Name, State, Timeout };
        Invocation.Run(command, RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(Invocation run)
    {
        var (name, state) = (run.Parsed.GetValue(Name)!, run.Parsed.GetValue(State)!);
        using var late = CancellationTokenSource.CreateLinkedTokenSource(run.Cancelled);
        if (run.Parsed.GetValue(Timeout) is { } timeout) late.CancelAfter(WaitDuration.Parse(timeout)!.Value);
        try
        {
            return await WaitAsync(run, name, state, late.Token);
        }
        catch (OperationCanceledException) when (!run.Cancelled.IsCancellationRequested)
        {
            throw new CommandException(ExitCodes.Failed, $"{name} is not {state} in time; `spinner explain` says why.");
        }
    }

    private static async Task<int> WaitAsync(Invocation run, string name, string state, CancellationToken cancellationToken)
    {
        // First the events, then the look: so nothing happens unseen between the two.
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await using var events = (await run.Client.OpenAsync(HttpMethod.Get, "/v1/events", null, end.Token)).GetAsyncEnumerator(end.Token);
        using var timer = new PeriodicTimer(Every, TimeProvider.System);
        var isUntold = state is "starting" or "running" or "stopping" or "restarting";
        var next = NextAboutAsync(events, name);
        try
        {
            while (true)
            {
                var child = await run.Client.GetAsync(ControlClient.PathOf(name), Answers.Child, cancellationToken);
                if (child.State == state) return ExitCodes.Ok;
                if (child.State == "faulted") throw ProblemException.Faulted(child);
                if (isUntold) await timer.WaitForNextTickAsync(cancellationToken);
                if (isUntold && !next.IsCompleted) continue;
                if (!await next) throw new CommandException(ExitCodes.NotRunning, "The daemon has ended.");
                next = NextAboutAsync(events, name);
            }
        }
        finally
        {
            await end.CancelAsync();
            await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Until something happened to the child, or may have.</summary>
    /// <returns>False when nothing will happen any more.</returns>
    private static async Task<bool> NextAboutAsync(IAsyncEnumerator<SseItem<string>> events, string name)
    {
        while (await events.MoveNextAsync())
            if (events.Current.EventType == StreamRoutes.Missed || Event(events.Current.Data).Name == name) return true;
        return false;
    }

    private static EventView Event(string data) => JsonSerializer.Deserialize(data, ContractJson.Readable.EventView)!;
}
