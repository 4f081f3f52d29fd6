using System.CommandLine;
using System.Text.Json;
using Spinner.Host.Client;
using Spinner.Host.Contract;
using Spinner.Host.Display;
using Spinner.Host.Settings;

namespace Spinner.Host.Commands;

/// <summary>One command that asks the daemon: its options, its client, and how its failures are told.</summary>
sealed class Invocation
{
    public static readonly Option<string?> Socket = new("--socket")
    {
        Description = "Path of the daemon's unix socket; also $SPINNER_SOCKET", Recursive = true,
    };

    public static readonly Option<OutputForm> Output = new("--output", "-o")
    {
        Description = "How answers are written", HelpName = "table|json|jsonl", Recursive = true, DefaultValueFactory = _ => OutputForm.Table,
    };

    private Invocation(ParseResult parsed, CancellationToken cancellationToken)
    {
        Parsed = parsed;
        Cancelled = cancellationToken;
        Client = new ControlClient(SocketOf(parsed));
        Out = StandardOutput.Open();
    }

    public ParseResult Parsed { get; }

    /// <summary>Ctrl+C.</summary>
    public CancellationToken Cancelled { get; }

    public ControlClient Client { get; }

    public StreamWriter Out { get; }

    public OutputForm Form => Parsed.GetValue(Output);

    public static string SocketOf(ParseResult parsed) => parsed.GetValue(Socket) is { } given ? Path.GetFullPath(given) : SocketPath.Default();

    /// <summary>Makes this the action of a command.</summary>
    public static void Run(Command command, Func<Invocation, Task<int>> work) => command.SetAction((parsed, token) => RunAsync(parsed, work, token));

    private static async Task<int> RunAsync(ParseResult parsed, Func<Invocation, Task<int>> work, CancellationToken cancellationToken)
    {
        var invocation = new Invocation(parsed, cancellationToken);
        try
        {
            return await work(invocation);
        }
        catch (ProblemException refused)
        {
            if (invocation.Form == OutputForm.Table) ProblemText.Write(Console.Error, refused.Problem);
            else await Console.Error.WriteLineAsync(JsonSerializer.Serialize(refused.Problem, ContractJson.Readable.Problem));
            return refused.ExitCode;
        }
        catch (CommandException failed)
        {
            await Console.Error.WriteLineAsync($"spinner: {failed.Message}");
            return failed.ExitCode;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return ExitCodes.Failed;
        }
    }
}
