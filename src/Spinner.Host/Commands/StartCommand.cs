using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.Json.Nodes;
using Spinner.Control.Routes;
using Spinner.Host.Client;
using Spinner.Host.Settings;
using Spinner.Processes;

namespace Spinner.Host.Commands;

/// <summary><c>spinner start</c>: a child by name, or one that is described here.</summary>
static class StartCommand
{
    private static readonly Argument<string[]> Words = new("name")
    {
        Description = "Names of children, and patterns such as 'web-*'; or one name, --, what it runs, and its arguments", Arity = ArgumentArity.ZeroOrMore,
    };

    private static readonly Option<bool> All = ChildSelection.NewAllOption("All but the tasks");
    private static readonly Option<string?> Options = new("--options") { Description = "Its options as a JSON object" };
    private static readonly Option<string?> Script = new("--script") { Description = "A file run by the program its extension names" };
    private static readonly Option<string?> Directory = new("--cwd") { Description = "Its working directory; else this one" };
    private static readonly Option<string?> Endpoint = new("--endpoint") { Description = "tcp, unix, a port or the absolute path of a socket" };
    private static readonly Option<string[]> Environment = new("--env") { Description = "NAME=VALUE, more than once" };
    private static readonly Option<string?> Timeout = new("--timeout")
    {
        Description = "How long it may take until it listens, in seconds or with a unit",
    };

    private static readonly Option<bool> NoNeeds = new("--no-needs") { Description = "Whether or not what they need is there: nothing else is started, and nothing held" };

    private static readonly System.Text.Json.JsonDocumentOptions Once = new() { AllowDuplicateProperties = false };

    public static Command Create()
    {
        ChildNames.Suggest(Words);
        var command = new Command("start", "Starts children unless they are started, many at a time, and waits until they listen")
        {
            Words, All, Options, Script, Directory, Endpoint, Environment, Timeout, NoNeeds,
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
        var (given, line) = Split(run.Parsed);
        var body = Body(run.Parsed, line);
        var names = body is not null && !run.Parsed.GetValue(All) && given is [{ Length: > 0 } only]
            ? [only]
            : await ChildSelection.ResolveAsync(run, given, run.Parsed.GetValue(All), withTasks: false);
        if (body is not null && (names.Count != 1 || run.Parsed.GetValue(All)))
            throw new CommandException(ExitCodes.Usage, "What is said of a child besides its name is said of one; allowed: one name.");
        return await ChildCommands.AskAllAsync(run, names, async name =>
        {
            var started = run.Client.SendAsync(HttpMethod.Post, ControlClient.PathOf(name, run.Parsed.GetValue(NoNeeds) ? "/start?needs=off" : "/start"), body ?? await ScriptAsync(run, name), run.Cancelled);
            return names.Count == 1 ? await StartProgress.WhileAsync(run.Client, name, started) : await started;
        });
    }

    /// <summary>What stands before <c>--</c>, and behind it.</summary>
    private static (string[] Names, string[] Line) Split(ParseResult parsed)
    {
        var words = parsed.GetValue(Words) ?? [];
        var behind = parsed.Tokens.Reverse().TakeWhile(t => t.Type != TokenType.DoubleDash).Count();
        return behind == parsed.Tokens.Count ? (words, []) : (words[..^behind], words[^behind..]);
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

    private static string? Body(ParseResult parsed, string[] line)
    {
        var body = OptionsIn(parsed);
        if (parsed.GetValue(Script) is { } script) body["script"] = script;
        if (line is [var command, .. var args])
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
