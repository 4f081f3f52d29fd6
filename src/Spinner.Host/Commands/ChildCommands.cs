using System.CommandLine;
using System.Text.Json;
using Spinner.Control.Contract;
using Spinner.Control.Routes;
using Spinner.Host.Client;
using Spinner.Host.Display;

namespace Spinner.Host.Commands;

/// <summary>Commands that change one or more children.</summary>
static class ChildCommands
{
    // A command has a connection for each, and the daemon serves others.
    private const int AtOnce = 16;

    private static readonly Option<bool> Now = new("--now") { Description = "Whoever uses them: requests in them do not end first" };

    public static IEnumerable<Command> Create() =>
    [
        Stops(),
        Selected("restart", "Replaces the processes of children, many at a time, or starts them", "All but the tasks", withTasks: false, Restart,
            (run, name) => StartProgress.WhileAsync(run.Client, name, Restart(run, name))),
        Remove(),
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

    /// <summary>Asks the same of many at a time, and writes the answers in the order of the names.</summary>
    /// <returns>With what the worst of them ended.</returns>
    public static async Task<int> AskAllAsync(Invocation run, IReadOnlyList<string> names, Func<string, Task<string>> ask)
    {
        var turns = new SemaphoreSlim(AtOnce);
        var asked = names.Select(name => (Name: name, Answer: AskInTurnAsync(name))).ToList();
        var worst = ExitCodes.Ok;
        foreach (var (name, answer) in asked) worst = Math.Max(worst, await PrintAsync(run, name, answer));
        return worst;

        async Task<string> AskInTurnAsync(string name)
        {
            await turns.WaitAsync(run.Cancelled);
            try
            {
                return await ask(name);
            }
            finally
            {
                turns.Release();
            }
        }
    }

    private static Command Selected(
        string verb, string description, string all, bool withTasks, Func<Invocation, string, Task<string>> ask, Func<Invocation, string, Task<string>> askOne)
    {
        var names = new Argument<string[]>("name") { Description = "Names of children, and patterns such as 'web-*'", Arity = ArgumentArity.ZeroOrMore };
        ChildNames.Suggest(names);
        var isAll = ChildSelection.NewAllOption(all);
        var command = new Command(verb, description) { names, isAll };
        Invocation.Run(command, async run =>
        {
            var selected = await ChildSelection.ResolveAsync(run, run.Parsed.GetValue(names) ?? [], run.Parsed.GetValue(isAll), withTasks);
            return await AskAllAsync(run, selected, name => selected.Count == 1 ? askOne(run, name) : ask(run, name));
        });
        return command;
    }

    private static Command Remove()
    {
        var names = new Argument<string[]>("name") { Description = "Names of children", Arity = ArgumentArity.OneOrMore };
        ChildNames.Complete(names);
        var command = new Command("remove", "Stops children and forgets their names") { names };
        Invocation.Run(command, run => AskAllAsync(run, run.Parsed.GetValue(names)!, name =>
            run.Client.SendAsync(HttpMethod.Delete, ControlClient.PathOf(name), null, run.Cancelled)));
        return command;
    }

    private static Command Stops()
    {
        var command = Selected(
            "stop", "Stops children, many at a time, when requests in them have ended, and waits until their process groups are gone", "All of them",
            withTasks: true, Stop, Stop);
        command.Options.Add(Now);
        return command;
    }

    private static Task<string> Stop(Invocation run, string name) =>
        PostAsync(run, name, run.Parsed.GetValue(Now) ? $"/stop?{ChildRoutes.Drain}=off" : "/stop");

    private static Task<string> Restart(Invocation run, string name) => PostAsync(run, name, "/restart");

    private static Task<string> PostAsync(Invocation run, string name, string verb) =>
        run.Client.SendAsync(HttpMethod.Post, ControlClient.PathOf(name, verb), null, run.Cancelled);

    // What is refused to one is not refused to the next.
    private static async Task<int> PrintAsync(Invocation run, string name, Task<string> answer)
    {
        try
        {
            return await PrintAsync(run, name, await answer);
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
