using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Akka.Actor;
using Microsoft.AspNetCore.Http;
using Spinner.Actors;
using Spinner.Actors.Configuration;
using Spinner.Control.Access;
using Spinner.Control.Contract;
using Spinner.Control.Declared;
using Spinner.Control.Http;
using Spinner.Control.Logs;

namespace Spinner.Control.Routes;

/// <summary>The route that runs a task: its output as it comes, then how it ended.</summary>
sealed class RunRoute(LocalSpinner spinner, IDeclarations declarations, ChildLogs logs)
{
    public async Task RunAsync(HttpContext context)
    {
        var name = ChildPath.NameOf(context);
        var given = JsonSettings.Read(await RequestBody.ReadAsync(context), out var errors);
        var child = await spinner.GetAsync(name, context.RequestAborted);
        var problem = errors.Count > 0 ? Problems.Invalid(errors) : child is null ? Problems.NoSuchChild(name) : WhyNot(child, given);
        if (problem is null && given is not null && !Callers.Allows(context, Role.Define)) problem = Callers.Forbidden(Role.Define);
        if (problem is not null) await Problems.Answer(problem).ExecuteAsync(context);
        else await ServerEvents.WriteAsync(context, token => RunAsync(name, given?.Args, token));
    }

    private Problem? WhyNot(ChildInfo child, ChildOptions? given)
    {
        var name = child.Name;
        if (KindDefaults.KindOf(child.Options) is not ChildKind.Task and var kind)
            return Refused(name, "notATask", $"It is a {Views.NameOf(kind)}, not a task, and does not end by itself: `spinner start` starts it, `spinner logs -f` shows its output.");
        if (given is null) return null;
        if (given with { Args = null } != new ChildOptions()) return Problems.Invalid(["The body has other options; allowed: args"]) with { Name = name };
        if (!declarations.Has(name))
            return Refused(name, "notDeclared", "Only a task of the daemon's file takes arguments; this one was described by a start: start it anew with others.");
        if (declarations.OptionsFor(name, given: null).Run is not null)
            return Refused(name, "takesNoArguments", "It is a line for the shell (run = …), which takes no arguments: write them in the line, or give it a command or a script instead.");
        return child.State is ChildState.Stopped or ChildState.Faulted ? null : Joined(name);
    }

    private async IAsyncEnumerable<SseItem<string>> RunAsync(
        string name, IReadOnlyList<string>? args, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var output = logs.OutputOf(name);
        using var reader = output.Attach();
        if (reader.WasCut) yield return new SseItem<string>("the beginning of this run was too long to be kept; its log has it", StreamRoutes.Missed);
        var before = await spinner.GetAsync(name, cancellationToken);
        var run = StartAsync(new StartChild(name, Options(name, args)) { KnownOnly = true }, cancellationToken);
        while (true)
        {
            var changed = output.Changed;
            foreach (var part in reader.Read())
                yield return new SseItem<string>(Convert.ToBase64String(part.Bytes), part.IsError ? StreamEvents.Stderr : StreamEvents.Stdout);
            if (run.IsCompleted && output.IsOver(reader, IsOfLater(await run, before))) break;
            await (run.IsCompleted ? changed : Task.WhenAny(changed, run)).WaitAsync(cancellationToken);
        }

        yield return Outcome(await run, name, hasArgs: args is not null);
    }

    /// <summary>As the file has it: what another run was given is that run's.</summary>
    private ChildOptions? Options(string name, IReadOnlyList<string>? args)
    {
        if (!declarations.Has(name)) return null;
        var options = declarations.OptionsFor(name, null);
        if (args is null) return options;
        // A command without arguments has the script as its first.
        return options with { Args = [.. options.Args ?? (options is { Command: not null, Script: { } script } ? [script] : []), .. args] };
    }

    private async Task<IStartReply> StartAsync(StartChild start, CancellationToken cancellationToken)
    {
        try
        {
            return await spinner.StartAsync(start, holder: null, cancellationToken);
        }
        catch (Exception refused) when (SpinnerEndedException.RejectionIn(refused) is { } rejected)
        {
            return rejected;
        }
    }

    // A launch that began after the reader had come ends after that too.
    private static bool IsOfLater(IStartReply reply, ChildInfo? before) => reply switch
    {
        ChildCompleted done => done.Launch > (before?.Launches ?? 0),
        Rejected { Reason: SpinnerError.ExitedBeforeReady } => before is { State: ChildState.Stopped or ChildState.Faulted },
        _ => false,
    };

    private static SseItem<string> Outcome(IStartReply reply, string name, bool hasArgs) => reply switch
    {
        ChildCompleted { OptionsIgnored: true } when hasArgs => Failed(Joined(name)),
        ChildCompleted done => new SseItem<string>(JsonSerializer.Serialize(Views.Of(done), ContractJson.Readable.StartedReply), StreamEvents.Done),
        Rejected rejected => Failed(Problems.Of(rejected)),
        _ => Failed(Refused(name, "notATask", "It was made another child meanwhile, which runs on.")),
    };

    private static SseItem<string> Failed(Problem problem) => new(JsonSerializer.Serialize(problem, ContractJson.Readable.Problem), StreamEvents.Failed);

    private static Problem Joined(string name) => Refused(
        name, "running", "It runs already, with the arguments it was started with: run it without arguments to join that run, or with them when it has ended.");

    private static Problem Refused(string name, string failure, string detail) =>
        Problems.Of(StatusCodes.Status409Conflict, failure, detail) with { Name = name };
}
