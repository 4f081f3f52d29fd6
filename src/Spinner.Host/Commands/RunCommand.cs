using System.CommandLine;
using System.Net.ServerSentEvents;
using System.Text.Json;
using System.Text.Json.Nodes;
using Spinner.Control.Contract;
using Spinner.Control.Routes;
using Spinner.Host.Client;
using Spinner.Host.Display;
using Spinner.Processes;

namespace Spinner.Host.Commands;

/// <summary><c>spinner run</c>: a task as if it were run here.</summary>
static class RunCommand
{
    private const int SignalBase = 128;
    private static readonly Argument<string> Name = new("name") { Description = "Its name" };
    private static readonly Argument<string[]> Args = new("args") { Description = "Arguments after those it has, for this run, after --",
        Arity = ArgumentArity.ZeroOrMore };

    public static Command Create()
    {
        ChildNames.Complete(Name);
        var command = new Command(
            "run", "Runs a task, shows its output and ends with its exit code; joins it when it runs already. Ctrl+C stops the task") { Name, Args };
        Invocation.Run(command, RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(Invocation run)
    {
        var name = run.Parsed.GetValue(Name)!;
        var body = run.Parsed.GetValue(Args) is { Length: > 0 } args
            ? new JsonObject { ["args"] = new JsonArray([.. args.Select(a => JsonValue.Create(a))]) }.ToJsonString()
            : null;
        var code = ExitCodes.Failed;
        var stopping = Task.CompletedTask;
        // What it writes while it is stopped is its output too: the answer is read to its end.
        using var onCancel = run.Cancelled.UnsafeRegister(_ => stopping = StopAsync(run.Client, name), null);
        await using var output = StandardOutput.OpenStream();
        await using var errors = ConsoleStreams.Error();
        var items = await run.Client.OpenAsync(HttpMethod.Post, ControlClient.PathOf(name, "/run"), body, CancellationToken.None);
        await foreach (var item in items)
        {
            switch (item.EventType)
            {
                case StreamEvents.Stdout: output.Write(Convert.FromBase64String(item.Data)); break;
                case StreamEvents.Stderr: errors.Write(Convert.FromBase64String(item.Data)); break;
                case StreamEvents.Done: code = Read(item).GetProperty("exit").GetProperty("code").GetInt32(); break;
                case StreamEvents.Failed when run.Cancelled.IsCancellationRequested: break;
                case StreamEvents.Failed: code = Fail(run, JsonSerializer.Deserialize(item.Data, ContractJson.Readable.Problem)!); break;
                case StreamRoutes.Missed: StandardError.WriteLine(item.Data); break;
            }
        }

        await stopping;
        return run.Cancelled.IsCancellationRequested ? ExitCodes.Interrupted : code;
    }

    /// <summary>A task that failed has said why itself, and its exit code says the rest.</summary>
    private static int Fail(Invocation run, Problem problem)
    {
        if (problem is { Failure: "exitedBeforeReady", LastExit: { } exit }) return CodeOf(exit);
        var refused = run.Refuse(new ProblemException(ControlClient.CodeOf(problem), problem));
        return problem is { Failure: "startTimedOut", LastExit: { } killed } ? CodeOf(killed) : refused;
    }

    private static int CodeOf(ExitView exit) => exit.Signal is { } signal ? SignalBase + signal : exit.Code ?? ExitCodes.Failed;

    private static async Task StopAsync(ControlClient client, string name)
    {
        try
        {
            await client.SendAsync(HttpMethod.Post, ControlClient.PathOf(name, "/stop"), null, CancellationToken.None);
        }
        catch (CommandException refused)
        {
            StandardError.WriteLine(Cells.PrintableLines(refused.Message));
        }
    }

    private static JsonElement Read(SseItem<string> item)
    {
        using var json = JsonDocument.Parse(item.Data);
        return json.RootElement.Clone();
    }
}
