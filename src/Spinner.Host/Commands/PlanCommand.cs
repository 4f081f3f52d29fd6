using System.CommandLine;
using System.Text.Json;
using Spinner.Control.Routes;
using Spinner.Host.Client;
using Spinner.Host.Display;

namespace Spinner.Host.Commands;

/// <summary><c>spinner plan</c>: what a start would come to, without starting.</summary>
static class PlanCommand
{
    private static readonly Argument<string> Name = new("name") { Description = "Its name" };

    public static Command Create()
    {
        ChildNames.Complete(Name);
        var command = new Command("plan", "Says what a start would come to: who would be stopped or waited for; nothing is done") { Name };
        Invocation.Run(command, async run =>
        {
            var path = PathOf(run.Parsed.GetValue(Name)!);
            if (run.Form != OutputForm.Table) await run.Out.WriteLineAsync(await run.Client.GetTextAsync(path, run.Cancelled));
            else foreach (var line in await LinesAsync(run, path)) await run.Out.WriteLineAsync(Cells.Printable(line));
            return ExitCodes.Ok;
        });
        return command;
    }

    /// <summary>The same where it is worth a word: there is a budget, or no room.</summary>
    public static Task<List<string>> WorthTellingAsync(Invocation run, string name) => run.Client.GetAsync(
        PathOf(name), json => json.GetProperty("budgetBytes").ValueKind == JsonValueKind.Null && json.GetProperty("outcome").GetString() is ("fits" or "runs") ? []  : Lines(json), run.Cancelled);

    private static Task<List<string>> LinesAsync(Invocation run, string path) => run.Client.GetAsync(path, Lines, run.Cancelled);

    private static List<string> Lines(JsonElement plan) => [.. plan.GetProperty("lines").EnumerateArray().Select(line => line.GetString()!)];

    private static string PathOf(string child) => $"/v1/plan/{Uri.EscapeDataString(child)}";
}
