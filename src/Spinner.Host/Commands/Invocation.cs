using System.CommandLine;
using System.Text.Json;
using Spinner.Control.Contract;
using Spinner.Control.Routes;
using Spinner.Host.Client;
using Spinner.Host.Display;
using Spinner.Host.Settings;

namespace Spinner.Host.Commands;

/// <summary>One command that asks the daemon: its options, its client, and how its failures are told.</summary>
sealed class Invocation
{
    public static readonly Option<string?> Socket = CreateSocketOption();

    public static readonly Option<string> Output = CreateOutputOption();

    private const string Table = "table";
    private const string Json = "json";
    private const string JsonLines = "jsonl";

    private Invocation(ParseResult parsed, CancellationToken cancellationToken)
    {
        Parsed = parsed;
        Cancelled = cancellationToken;
        Client = ClientOf(parsed);
        Out = StandardOutput.Open();
    }

    public ParseResult Parsed { get; }

    /// <summary>Ctrl+C.</summary>
    public CancellationToken Cancelled { get; }

    public ControlClient Client { get; }

    public StreamWriter Out { get; }

    public OutputForm Form => Parsed.GetValue(Output) switch { Json => OutputForm.Json, JsonLines => OutputForm.Jsonl, _ => OutputForm.Table };

    /// <summary>The daemon that is asked.</summary>
    public static ControlClient ClientOf(ParseResult parsed) => parsed.GetValue(Socket) is { } given
        ? new ControlClient(SocketPath.Full(given), isChosen: true)
        : new ControlClient(SocketPath.OfDaemon(), isChosen: false);

    /// <summary>Makes this the action of a command.</summary>
    public static void Run(Command command, Func<Invocation, Task<int>> work) => command.SetAction((parsed, token) => RunAsync(parsed, work, token));

    /// <summary>Writes what the daemon refused.</summary>
    /// <returns>With what the program ends.</returns>
    public int Refuse(ProblemException refused)
    {
        if (Form == OutputForm.Table) StandardError.Write(to => ProblemText.Write(to, refused.Problem));
        else StandardError.Write(to => to.WriteLine(JsonSerializer.Serialize(refused.Problem, ContractJson.Readable.Problem)));
        return refused.ExitCode;
    }

    /// <summary>An empty value is a variable that was not set, not a wish.</summary>
    public static void RefuseEmpty(Option<string?> option) => option.Validators.Add(given =>
    {
        if (given.Tokens is [{ Value: "" }]) given.AddError($"{option.Name} is ''; allowed: a path");
    });

    private static Option<string?> CreateSocketOption()
    {
        var socket = new Option<string?>("--socket") { Description = "Path of the daemon's unix socket; also $SPINNER_SOCKET", Recursive = true };
        RefuseEmpty(socket);
        return socket;
    }

    private static Option<string> CreateOutputOption()
    {
        var output = new Option<string>("--output", "-o")
        {
            Description = "How answers are written", HelpName = $"{Table}|{Json}|{JsonLines}", Recursive = true, DefaultValueFactory = _ => Table,
        };
        output.AcceptOnlyFromAmong(Table, Json, JsonLines);
        return output;
    }

    private static async Task<int> RunAsync(ParseResult parsed, Func<Invocation, Task<int>> work, CancellationToken cancellationToken)
    {
        var invocation = new Invocation(parsed, cancellationToken);
        try
        {
            return await work(invocation);
        }
        catch (ProblemException refused)
        {
            return invocation.Refuse(refused);
        }
        catch (CommandException failed)
        {
            StandardError.WriteLine(Cells.PrintableLines(failed.Message));
            return failed.ExitCode;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return ExitCodes.Interrupted;
        }
    }
}
