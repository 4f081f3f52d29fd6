using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Spinner.Control.Contract;
using Spinner.Control.Logs;
using Spinner.Control.Routes;
using Spinner.Host.Display;

namespace Spinner.Host.Commands;

/// <summary><c>spinner logs</c>: what children wrote.</summary>
static class LogsCommand
{
    private static readonly Argument<string[]> Names = new("name")
    {
        Description = "Whose output: names of children, and patterns such as 'web-*'; none: all", Arity = ArgumentArity.ZeroOrMore,
    };

    private static readonly Option<bool> Follow = new("--follow", "-f") { Description = "Go on with what is written, over restarts" };

    private static readonly Option<int?> Tail = new("--tail", "-n")
    {
        Description = "How many lines of the past, of each child; not given: 100, or all that fit --since, --err or --grep",
    };

    private static readonly Option<string?> Since = new("--since") { Description = $"Only what was written then or later: {SinceText.Allowed}" };
    private static readonly Option<bool> Errors = new("--err") { Description = "Only what was written to stderr" };
    private static readonly Option<string?> Grep = new("--grep") { Description = "Only lines that a regular expression matches" };
    private static readonly Option<bool> Timestamps = new("--timestamps", "-t") { Description = "Before each line the time it was read, local" };
    private static readonly Option<bool> Raw = new("--raw") { Description = "As the child wrote it, colours and all; it may do anything to a terminal" };

    public static Command Create()
    {
        ChildNames.Suggest(Names);
        Tail.Validators.Add(given => Require(given, text => !int.TryParse(text, out var lines) || lines is >= 0 and <= StreamRoutes.MaxTail, $"0 to {StreamRoutes.MaxTail}"));
        Since.Validators.Add(given => Require(given, text => SinceText.Read(text, TimeProvider.System.GetUtcNow()) is not null, SinceText.Allowed));
        Grep.Validators.Add(given => Require(given, IsPattern, "a regular expression without look-around and references"));
        var command = new Command("logs", "Shows what children wrote") { Names, Follow, Tail, Since, Errors, Grep, Timestamps, Raw };
        Invocation.Run(command, RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(Invocation run)
    {
        var given = run.Parsed.GetValue(Names) ?? [];
        var names = await ChildSelection.ResolveAsync(run, given, isAll: given.Length == 0);
        var isOne = given.Length == 1 && !ChildSelection.IsPattern(given[0]);
        var (prefixes, hasTimes) = (isOne ? null : new NamePrefixes(names, isColoured: TerminalColours.AreWanted), run.Parsed.GetValue(Timestamps));
        // JSON has a way of writing everything.
        var isRaw = run.Parsed.GetValue(Raw) || run.Form != OutputForm.Table;
        return await StreamCommands.ReadAsync(run, "/v1/logs?" + Query(run, isRaw, given.Length == 0 ? [] : names), item =>
        {
            if (run.Form != OutputForm.Table) return item;
            var view = JsonSerializer.Deserialize(item, ContractJson.Readable.LogLineView)!;
            return prefixes?.Of(view.Name) + (hasTimes ? TimeOf(view) : "") + (isRaw ? view.Line : TerminalText.Plain(view.Line));
        }, StreamRoutes.Missed);
    }

    private static string Query(Invocation run, bool isRaw, IReadOnlyList<string> names)
    {
        var since = run.Parsed.GetValue(Since);
        // A duration is before the daemon's now, a local time one of here.
        if (since is not null && !SinceText.IsDuration(since))
            since = SinceText.Read(since, TimeProvider.System.GetUtcNow())!.Value.ToString("O", CultureInfo.InvariantCulture);
        (string Key, string? Value)[] all =
        [
            ("tail", run.Parsed.GetValue(Tail)?.ToString(CultureInfo.InvariantCulture)), ("follow", run.Parsed.GetValue(Follow) ? "true" : null),
            ("raw", isRaw ? "true" : null), ("since", since), ("stream", run.Parsed.GetValue(Errors) ? "err" : null), ("grep", run.Parsed.GetValue(Grep)),
            .. names.Select(name => ("name", (string?)name)),
        ];
        return string.Join('&', all.Where(part => part.Value is not null).Select(part => $"{part.Key}={Uri.EscapeDataString(part.Value!)}"));
    }

    private static string TimeOf(LogLineView view) =>
        view.Time is { } time ? time.ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss.fff ", CultureInfo.InvariantCulture) : new string(' ', 24);

    private static void Require(OptionResult given, Func<string, bool> isRight, string allowed)
    {
        if (given.Tokens.Count == 1 && !isRight(given.Tokens[0].Value)) given.AddError($"{given.Option.Name} is {given.Tokens[0].Value}; allowed: {allowed}");
    }

    private static bool IsPattern(string text)
    {
        try
        {
            return new Regex(text, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking) is not null;
        }
        catch (Exception wrong) when (wrong is ArgumentException or NotSupportedException)
        {
            return false;
        }
    }
}
