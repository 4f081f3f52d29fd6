using System.CommandLine;
using Spinner.Host.Client;

namespace Spinner.Host.Commands;

/// <summary>The command line.</summary>
static class SpinnerCommand
{
    // A name that begins with @ is a name, not a file of arguments.
    private static readonly ParserConfiguration Parsing = new() { ResponseFileTokenReplacer = null };

    public static async Task<int> RunAsync(string[] args)
    {
        AppDomain.CurrentDomain.UnhandledException += (_, unhandled) => Environment.Exit(UnexpectedFailure.Print((Exception)unhandled.ExceptionObject));
        try
        {
            return await ParseAsync(args);
        }
        catch (Exception unexpected)
        {
            return UnexpectedFailure.Print(unexpected);
        }
    }

    private static async Task<int> ParseAsync(string[] args)
    {
        var root = new RootCommand("Lazily started, supervised child processes: one name, one process, one endpoint.")
        {
            Invocation.Socket, Invocation.Output,
        };
        Command[] commands =
        [
            UpCommand.Create(), StartCommand.Create(), RunCommand.Create(), .. ChildCommands.Create(),
            .. QueryCommands.Create(), .. StreamCommands.Create(), .. DaemonCommands.Create(),
        ];
        foreach (var command in commands) root.Subcommands.Add(command);
        var parsed = root.Parse(args, Parsing);
        // A daemon ends when its children have.
        using var interrupt = UpCommand.IsDaemon(parsed) ? null : Interrupt.Listen();
        var ownSignals = new InvocationConfiguration { ProcessTerminationTimeout = null, EnableDefaultExceptionHandler = false };
        var code = await parsed.InvokeAsync(ownSignals, interrupt?.Token ?? CancellationToken.None);
        if (parsed.Errors.Count > 0) return ExitCodes.Usage;
        return code == ExitCodes.Interrupted ? interrupt!.Code : code;
    }
}
