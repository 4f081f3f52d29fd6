using System.CommandLine;
using Spinner.Control.Contract;
using Spinner.Control.Routes;
using Spinner.Host.Client;
using Spinner.Host.Display;

namespace Spinner.Host.Commands;

/// <summary><c>spinner tree</c>: who needs whom, with states.</summary>
static class TreeCommand
{
    private static readonly Argument<string?> Name = new("name") { Description = "Only what this child needs", Arity = ArgumentArity.ZeroOrOne };

    public static Command Create()
    {
        ChildNames.Suggest(Name);
        var command = new Command("tree", "Shows which children need which others, with their states") { Name };
        Invocation.Run(command, async run =>
        {
            var children = await run.Client.GetAsync("/v1/children", Answers.Children, run.Cancelled);
            var roots = run.Parsed.GetValue(Name) is { } name ? [Known(name, children)] : NeedTree.Roots(children);
            foreach (var line in NeedTree.Draw(roots, children)) await run.Out.WriteLineAsync(Cells.Printable(line));
            return ExitCodes.Ok;
        });
        return command;
    }

    private static string Known(string name, IReadOnlyDictionary<string, ChildView> children) =>
        children.ContainsKey(name) ? name : throw new CommandException(ExitCodes.NoSuchChild, $"No child '{name}'.");
}
