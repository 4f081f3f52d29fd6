using System.CommandLine;
using System.IO.Enumeration;
using Spinner.Control.Routes;
using Spinner.Host.Client;

namespace Spinner.Host.Commands;

/// <summary>Several children on the command line: names, patterns such as <c>'web-*'</c>, or all.</summary>
static class ChildSelection
{
    private const string Task = "task";

    /// <summary>Instead of names.</summary>
    public static Option<bool> NewAllOption(string description) => new("--all") { Description = description };

    /// <summary>The names that are meant, each once.</summary>
    /// <param name="run">Asks the daemon, where that is needed.</param>
    /// <param name="given">Names and patterns; a name that somebody has is no pattern.</param>
    /// <param name="isAll">All, whatever their names.</param>
    /// <param name="withTasks">Whether tasks are among all.</param>
    /// <exception cref="CommandException">There is neither a name nor all, or both; or a pattern is like nobody's name.</exception>
    public static async Task<IReadOnlyList<string>> ResolveAsync(Invocation run, IReadOnlyList<string> given, bool isAll, bool withTasks = true)
    {
        if (given.Contains("")) throw new CommandException(ExitCodes.Usage, "a name is ''; allowed: at least one character");
        if (isAll == given.Count > 0) throw new CommandException(ExitCodes.Usage, "Either names, or patterns such as 'web-*', or --all.");
        if (!isAll && !given.Any(IsPattern)) return [.. given.Distinct(StringComparer.Ordinal)];
        var children = await run.Client.GetAsync("/v1/children", Answers.Children, run.Cancelled);
        if (isAll) return [.. children.Values.Where(c => withTasks || c.Kind != Task).Select(c => c.Name)];
        return [.. given.SelectMany(g => Find(g, children.Keys)).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>Whether it has a <c>*</c>.</summary>
    public static bool IsPattern(string name) => name.Contains('*', StringComparison.Ordinal);

    private static List<string> Find(string given, IEnumerable<string> names)
    {
        var all = names.ToList();
        if (!IsPattern(given) || all.Contains(given, StringComparer.Ordinal)) return [given];
        // Only the star is one: names may have any other sign.
        var pattern = given.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("?", "\\?", StringComparison.Ordinal);
        var found = all.FindAll(name => FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: false));
        return found.Count > 0 ? found : throw new CommandException(ExitCodes.NoSuchChild, $"No child has a name like '{given}'; `spinner list` shows them.");
    }
}
