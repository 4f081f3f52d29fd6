using System.CommandLine;
using System.Text.Json.Nodes;
using Spinner.Host.Client;
using Spinner.Host.Display;
using Spinner.Host.Settings;
using Spinner.Processes;

namespace Spinner.Host.Commands;

/// <summary><c>spinner start</c>: a child by name, or one that is described here.</summary>
static class StartCommand
{
    private static readonly Argument<string> Name = new("name") { Description = "Its name" };
    private static readonly Argument<string[]> Line = new("command") { Description = "What it runs, and its arguments, after --",
        Arity = ArgumentArity.ZeroOrMore };
    private static readonly Option<string?> Options = new("--options") { Description = "Its options as a JSON object" };
    private static readonly Option<string?> Script = new("--script") { Description = "A file run by the program its extension names" };
    private static readonly Option<string?> Directory = new("--cwd") { Description = "Its working directory; else this one" };
    private static readonly Option<string?> Endpoint = new("--endpoint") { Description = "tcp, unix, a port or the absolute path of a socket" };
    private static readonly Option<string[]> Environment = new("--env") { Description = "NAME=VALUE, more than once" };
    private static readonly Option<string?> Timeout = new("--timeout")
    {
        Description = "How long it may take until it listens, in seconds or with a unit",
    };

    private static readonly System.Text.Json.JsonDocumentOptions Once = new() { AllowDuplicateProperties = false };

    public static Command Create()
    {
        ChildNames.Complete(Name);
        var command = new Command("start", "Starts a child unless it is started, and waits until it listens")
        {
            Name, Line, Options, Script, Directory, Endpoint, Environment, Timeout,
        };
        command.Validators.Add(parsed =>
        {
            foreach (var pair in parsed.GetValue(Environment) ?? [])
                if (pair.IndexOf('=', StringComparison.Ordinal) < 1) parsed.AddError($"--env is '{pair}'; allowed: NAME=VALUE");
        });
        Invocation.Run(command, RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(Invocation run)
    {
        var name = run.Parsed.GetValue(Name)!;
        var body = Body(run.Parsed) ?? await ScriptAsync(run, name);
        var started = run.Client.SendAsync(HttpMethod.Post, ControlClient.PathOf(name, "/start"), body, run.Cancelled);
        return await ChildCommands.PrintAsync(run, name, await StartProgress.WhileAsync(run.Client, name, started));
    }

    /// <summary>A name that nobody has is a script, and one that was typed here is meant to be here.</summary>
    private static async Task<string?> ScriptAsync(Invocation run, string name)
    {
        var isHere = File.Exists(SocketPath.Full(name));
        var isPath = name.StartsWith("./", StringComparison.Ordinal) || name.StartsWith("../", StringComparison.Ordinal);
        if (!isHere && !isPath) return null;
        try
        {
            await run.Client.GetTextAsync(ControlClient.PathOf(name), run.Cancelled);
            return null;
        }
        catch (ProblemException unknown) when (unknown.Problem.Failure == "noSuchChild")
        {
            return new JsonObject { ["script"] = name, ["cwd"] = Inherited.WorkingDirectory }.ToJsonString();
        }
    }

    private static string? Body(ParseResult parsed)
    {
        var body = OptionsIn(parsed);
        if (parsed.GetValue(Script) is { } script) body["script"] = script;
        if (parsed.GetValue(Line) is [var command, .. var args])
        {
            body["command"] = command;
            body["args"] = new JsonArray([.. args.Select(a => JsonValue.Create(a))]);
        }

        // The daemon's own directory is not the one the paths were typed in.
        if (body.ContainsKey("command") || body.ContainsKey("script")) body["cwd"] ??= Inherited.WorkingDirectory;
        if (parsed.GetValue(Directory) is { } directory) body["cwd"] = SocketPath.Full(directory);
        if (parsed.GetValue(Endpoint) is { } endpoint) body["endpoint"] = endpoint;
        if (parsed.GetValue(Timeout) is { } timeout) body["timeout"] = WaitDuration.WithUnit(timeout);
        if (parsed.GetValue(Environment) is { Length: > 0 } pairs)
            body["env"] = new JsonObject(pairs.Select(p => p.Split('=', 2)).Select(p =>
                KeyValuePair.Create(p[0], (JsonNode?)JsonValue.Create(p[1]))));
        return body.Count > 0 ? body.ToJsonString() : null;
    }

    private static JsonObject OptionsIn(ParseResult parsed)
    {
        try
        {
            if (parsed.GetValue(Options) is not { } text) return [];
            return JsonNode.Parse(text, null, Once) as JsonObject ?? throw new System.Text.Json.JsonException("it is no object");
        }
        catch (System.Text.Json.JsonException malformed)
        {
            throw new CommandException(ExitCodes.Usage, $"--options is not JSON: {malformed.Message}", malformed);
        }
    }
}
