using System.CommandLine;
using System.CommandLine.Completions;
using Spinner.Host.Client;

namespace Spinner.Host.Commands;

/// <summary>Names of children for the shell's completion, asked of the daemon.</summary>
static class ChildNames
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>The argument is a name, or names.</summary>
    public static void Complete<T>(Argument<T> argument)
    {
        Suggest(argument);
        argument.Validators.Add(given =>
        {
            if (given.Tokens.Any(token => token.Value.Length == 0)) given.AddError("a name is ''; allowed: at least one character");
        });
    }

    /// <summary>The argument may be names, and something else.</summary>
    public static void Suggest<T>(Argument<T> argument)
    {
        // Named, so that the help does not list what the daemon has.
        argument.HelpName = argument.Name;
        argument.CompletionSources.Add(Find);
    }

    private static IEnumerable<CompletionItem> Find(CompletionContext context)
    {
        var client = Invocation.ClientOf(context.ParseResult);
        using var late = new CancellationTokenSource(Patience, TimeProvider.System);
        try
        {
            var children = client.GetAsync("/v1/children", Answers.Children, late.Token).GetAwaiter().GetResult();
            return [.. children.Keys.Select(name => new CompletionItem(name))];
        }
        catch (Exception none) when (none is CommandException or OperationCanceledException)
        {
            // A shell that completes wants no error in its prompt.
            return [];
        }
    }
}
