using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Spinner.Host.Client;
using Spinner.Host.Contract;
using Spinner.Host.Control;
using Spinner.Host.Display;

namespace Spinner.Host.Commands;

/// <summary><c>spinner logs</c>: what children wrote.</summary>
static class LogsCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private static readonly Argument<string[]> Names = new("name")
    {
        Description = "Whose output: names of children, and patterns such as 'web-*'; none: all", Arity = ArgumentArity.ZeroOrMore,
    };

    private static readonly Option<bool> Follow = new("--follow", "-f") { Description = "Go on with what is written, over restarts" };
    private static readonly Option<int> Tail = new("--tail", "-n") { Description = "How many lines of the past, of each child", DefaultValueFactory = _ => 100 };
    private static readonly Option<bool> Raw = new("--raw") { Description = "As the child wrote it, colours and all; it may do anything to a terminal" };
    private static readonly Option<string?> Grep = new("--grep") { Description = "Of these lines only those that a regular expression matches" };

    public static Command Create()
    {
        ChildNames.Suggest(Names);
        Tail.Validators.Add(given =>
        {
            if (given.Tokens.Count == 1 && int.TryParse(given.Tokens[0].Value, out var lines) && lines is < 0 or > StreamRoutes.MaxTail)
                given.AddError($"--tail is {given.Tokens[0].Value}; allowed: 0 to {StreamRoutes.MaxTail}");
        });
        var command = new Command("logs", "Shows what children wrote") { Names, Follow, Tail, Raw, Grep };
        Invocation.Run(command, RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(Invocation run)
    {
        var (given, pattern) = (run.Parsed.GetValue(Names) ?? [], PatternOf(run.Parsed.GetValue(Grep)));
        // JSON has a way of writing everything.
        var isRaw = run.Parsed.GetValue(Raw) || run.Form != OutputForm.Table;
        var query = string.Create(CultureInfo.InvariantCulture,
            $"tail={run.Parsed.GetValue(Tail)}&follow={(run.Parsed.GetValue(Follow) ? "true" : "false")}&raw={(isRaw ? "true" : "false")}");
        if (given is [{ Length: > 0 } one] && !ChildSelection.IsPattern(one))
        {
            return await StreamCommands.ReadAsync(run, ControlClient.PathOf(one, $"/logs?{query}"), item =>
            {
                var line = isRaw ? JsonSerializer.Deserialize(item, ContractJson.Readable.String)! : item;
                return !IsMatch(pattern, line) ? null : !isRaw ? TerminalText.Plain(item) : run.Form == OutputForm.Table ? line : item;
            }, StreamRoutes.Missed);
        }

        var names = await ChildSelection.ResolveAsync(run, given, isAll: given.Length == 0);
        var named = given.Length == 0 ? "" : string.Concat(names.Select(name => $"&name={Uri.EscapeDataString(name)}"));
        var prefixes = new NamePrefixes(names, isColoured: TerminalColours.AreWanted);
        return await StreamCommands.ReadAsync(run, $"/v1/logs?{query}{named}", item =>
        {
            var view = JsonSerializer.Deserialize(item, ContractJson.Readable.LogLineView)!;
            return !IsMatch(pattern, view.Line) ? null
                : run.Form != OutputForm.Table ? item : prefixes.Of(view.Name) + (isRaw ? view.Line : TerminalText.Plain(view.Line));
        }, StreamRoutes.Missed);
    }

    private static bool IsMatch(Regex? pattern, string line) => pattern?.IsMatch(line) != false;

    private static Regex? PatternOf(string? text)
    {
        try
        {
            return text is null ? null : new Regex(text, RegexOptions.CultureInvariant, Patience);
        }
        catch (ArgumentException wrong)
        {
            throw new CommandException(ExitCodes.Usage, $"--grep is no regular expression: {wrong.Message}", wrong);
        }
    }
}
