using System.CommandLine;

namespace Spinner.Host.Commands;

/// <summary>The command line.</summary>
static class SpinnerCommand
{
    public static async Task<int> RunAsync(string[] args)
    {
        var root = new RootCommand("Lazily started, supervised child processes: one name, one process, one endpoint.")
        {
            Invocation.Socket, Invocation.Output,
        };
        Command[] commands =
        [
            UpCommand.Make(), StartCommand.Make(), .. ChildCommands.Make(),
            .. LookCommands.Make(), .. StreamCommands.Make(), .. DaemonCommands.Make(),
        ];
        foreach (var command in commands) root.Subcommands.Add(command);
        var parsed = root.Parse(args);
        var code = await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
        return parsed.Errors.Count > 0 ? ExitCodes.Usage : code;
    }
}
