using System.Text.RegularExpressions;

namespace Spinner.Host.Import;

/// <summary>Values of supervisord: its %(…)s expansions, and its list of variables. Stateless.</summary>
static partial class SupervisorText
{
    /// <summary>What stands for a variable of the environment until it is known what reads the text.</summary>
    public const char Variable = '\uE000';

    /// <summary>Replaces what is known here; %(ENV_X)s becomes ${X} with <see cref="Variable"/> for the dollar.</summary>
    /// <param name="text">The value.</param>
    /// <param name="program">The name of the program.</param>
    /// <param name="here">The directory of the file.</param>
    public static string Expand(string text, string program, string here) => Expansion().Replace(text, found => found.Groups[1].Value switch
    {
        _ when found.Value == "%%" => "%",
        "program_name" or "group_name" => program,
        "here" => here,
        "process_num" or "numprocs" => found.Groups[1].Value == "numprocs" ? "1" : "0",
        "host_node_name" => Environment.MachineName,
        var name when name.StartsWith("ENV_", StringComparison.Ordinal) => $"{Variable}{{{name[4..]}}}",
        _ => found.Value,
    });

    /// <summary>The variables of a text such as KEY="value",OTHER=x.</summary>
    /// <exception cref="ImportException">It is none.</exception>
    public static IEnumerable<(string Name, string Value)> Variables(string text)
    {
        foreach (Match pair in Pairs().Matches(text))
            yield return (pair.Groups["name"].Value, string.Concat(CommandWords.Split(pair.Groups["value"].Value)));
    }

    [GeneratedRegex(@"%%|%\((\w+)\)(?:0?\d*)[sd]")]
    private static partial Regex Expansion();

    [GeneratedRegex("""(?<name>[A-Za-z_]\w*)\s*=\s*(?<value>"(?:[^"\\]|\\.)*"|'[^']*'|[^,\s]*)\s*,?""")]
    private static partial Regex Pairs();
}
