using System.CommandLine;
using Spinner.Control.Routes;
using Spinner.Host.Client;
using Spinner.Host.Display;
using Spinner.Host.Import;
using Spinner.Host.Settings;

namespace Spinner.Host.Commands;

/// <summary><c>spinner import</c>: a file of another process manager becomes one of ours.</summary>
static class ImportCommand
{
    private const string Node = "node";

    public static Command Create()
    {
        var file = new Argument<string>("file") { Description = "A Procfile, or a file of pm2, supervisord, process-compose or llama-swap" };
        var to = new Option<string?>("--to", "-o") { Description = "The file that is written, which must not be there; without it standard output" };
        Invocation.RefuseEmpty(to);
        var command = new Command("import", "Writes the HOCON file of children that equals a file of another process manager") { file, to };
        command.SetAction((parsed, token) => ImportAsync(parsed.GetValue(file)!, parsed.GetValue(to), token));
        return command;
    }

    private static async Task<int> ImportAsync(string path, string? to, CancellationToken cancellationToken)
    {
        try
        {
            var imported = await ForeignFile.ReadAsync(path, Node, cancellationToken);
            var text = imported.ToString();
            if (to is null) await StandardOutput.Open().WriteAsync(text);
            else await NewFile.WriteAsync(to, text, cancellationToken);
            var isRight = ChildrenFile.TryParse(to ?? path, text, out _, out var errors);
            foreach (var error in errors) StandardError.WriteLine(Cells.Printable($"To be put right by hand: {error}"));
            if (to is not null && isRight) StandardError.WriteLine(Cells.Printable($"{to}: {Cells.Children(imported.Count)}; start them with: spinner up -c {to}"));
            return isRight ? ExitCodes.Ok : ExitCodes.Failed;
        }
        catch (Exception wrong) when (wrong is ImportException or IOException or UnauthorizedAccessException)
        {
            StandardError.WriteLine(Cells.PrintableLines($"{path}: {wrong.Message}"));
            return ExitCodes.Failed;
        }
        catch (OperationCanceledException)
        {
            return ExitCodes.Interrupted;
        }
    }
}
