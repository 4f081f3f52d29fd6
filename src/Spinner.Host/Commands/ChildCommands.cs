using System.CommandLine;
using System.Text.Json;
using Spinner.Host.Client;
using Spinner.Host.Contract;
using Spinner.Host.Display;

namespace Spinner.Host.Commands;

/// <summary>Commands that change one or more children.</summary>
static class ChildCommands
{
    public static IEnumerable<Command> Create() =>
    [
        Many("stop", "Stops children and waits until their process groups are gone", (client, name, token) =>
            client.SendAsync(HttpMethod.Post, ControlClient.PathOf(name, "/stop"), null, token)),
        Many("restart", "Replaces the processes of children, or starts them", (client, name, token) =>
            StartProgress.WhileAsync(client, name, client.SendAsync(HttpMethod.Post, ControlClient.PathOf(name, "/restart"), null, token))),
        Many("remove", "Stops children and forgets their names", (client, name, token) =>
            client.SendAsync(HttpMethod.Delete, ControlClient.PathOf(name), null, token)),
        StopAll(),
    ];

    /// <summary>Writes what the daemon answered: as it is, or in words.</summary>
    public static async Task<int> PrintAsync(Invocation run, string name, string answer)
    {
        using var json = JsonDocument.Parse(answer);
        var isStatus = json.RootElement.TryGetProperty("status", out var status);
        var isKnown = !isStatus || status.GetString() != "notFound";
        if (run.Form != OutputForm.Table)
        {
            await run.Out.WriteLineAsync(answer);
            return isKnown ? ExitCodes.Ok : ExitCodes.NoSuchChild;
        }

        if (!isKnown) return run.Refuse(ProblemException.NoSuchChild(name));
        if (isStatus)
        {
            await run.Out.WriteLineAsync($"{Cells.Printable(name)} {status}");
            return ExitCodes.Ok;
        }

        await run.Out.WriteLineAsync(Cells.Printable(Format(Answers.Started(json.RootElement))));
        return ExitCodes.Ok;
    }

    private static string Format(StartedReply reply)
    {
        var ignored = reply.OptionsIgnored ? "; its options stay as they are until it is stopped" : "";
        return reply.State == StartedReply.Done
            ? $"{reply.Name} is done: {reply.Exit?.Text} after {Cells.Duration(reply.DurationSeconds ?? 0)}{ignored}"
            : $"{reply.Name} started{(reply.AlreadyRunning ? " already" : "")}{reply.Endpoint.On()} (pid {reply.Pid}){ignored}";
    }

    private static Command Many(string verb, string description, Func<ControlClient, string, CancellationToken, Task<string>> ask)
    {
        var names = new Argument<string[]>("name") { Description = "Names of children", Arity = ArgumentArity.OneOrMore };
        ChildNames.Complete(names);
        var command = new Command(verb, description) { names };
        Invocation.Run(command, async run =>
        {
            var worst = ExitCodes.Ok;
            foreach (var name in run.Parsed.GetValue(names)!) worst = Math.Max(worst, await OneAsync(run, name, ask));
            return worst;
        });
        return command;
    }

    // What is refused to one is not refused to the next.
    private static async Task<int> OneAsync(Invocation run, string name, Func<ControlClient, string, CancellationToken, Task<string>> ask)
    {
        try
        {
            return await PrintAsync(run, name, await ask(run.Client, name, run.Cancelled));
        }
        catch (ProblemException refused)
        {
            return run.Refuse(refused);
        }
    }

    private static Command StopAll()
    {
        var command = new Command("stop-all", "Stops all children; the daemon goes on");
        Invocation.Run(command, async run =>
        {
            var answer = await run.Client.SendAsync(HttpMethod.Post, "/v1/stop-all", null, run.Cancelled);
            return await PrintAsync(run, "all children", answer);
        });
        return command;
    }
}
