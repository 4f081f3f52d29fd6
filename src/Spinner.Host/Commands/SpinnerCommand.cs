using System.CommandLine;
using Spinner.Host.Client;
using Spinner.Host.Display;

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
        root.Options.OfType<VersionOption>().Single().Action = new VersionAction();
        Command[] commands =
        [
            UpCommand.Create(), InitCommand.Create(), ImportCommand.Create(), UnitCommand.Create(), StartCommand.Create(), RunCommand.Create(), SaveCommand.Create(), .. ChildCommands.Create(),
            .. QueryCommands.Create(), TreeCommand.Create(), PlanCommand.Create(), .. StreamCommands.Create(), UiCommand.Create(), .. DaemonCommands.Create(),
        ];
        foreach (var command in commands) root.Subcommands.Add(command);
        var parsed = root.Parse(args, Parsing);
        // A daemon ends when its children have.
        using var interrupt = UpCommand.IsDaemon(parsed) ? null : Interrupt.Listen();
        await using var output = StandardOutput.Open();
        var ownSignals = new InvocationConfiguration { ProcessTerminationTimeout = null, EnableDefaultExceptionHandler = false, Output = output };
        var code = await InvokeAsync(parsed, ownSignals, interrupt?.Token ?? CancellationToken.None);
        return code == ExitCodes.Interrupted ? interrupt!.Code : code;
    }

    private static async Task<int> InvokeAsync(ParseResult parsed, InvocationConfiguration configuration, CancellationToken cancellationToken)
    {
        try
        {
            var code = await parsed.InvokeAsync(configuration, cancellationToken);
            return parsed.Errors.Count > 0 ? ExitCodes.Usage : code;
        }
        catch (IOException) when (parsed.Errors.Count > 0)
        {
            // The help that follows a mistake has no place; the mistake itself is told all the same.
            foreach (var error in parsed.Errors) StandardError.WriteLine(Cells.PrintableLines(error.Message));
            return ExitCodes.Usage;
        }
    }
}
