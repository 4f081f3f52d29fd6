using System.CommandLine;
using System.Text.Json;
using Spinner.Control.Routes;
using Spinner.Host.Client;
using Spinner.Host.Display;
using Spinner.Host.Settings;

namespace Spinner.Host.Commands;

/// <summary><c>spinner save</c>: the children that were started by a command, as a file.</summary>
static class SaveCommand
{
    private const string Head = """
        # Children that were started by a command, written by spinner save. They are in force with the daemon's file when that has a line
        # include "…" of this one. What their variables are stands here, so nobody else may read it.

        """;

    public static Command Create()
    {
        var path = new Argument<string>("file") { Description = "The file that is written, which must not be there" };
        var command = new Command("save", "Writes the children that are not in the daemon's file into a file of their own") { path };
        Invocation.Run(command, run => SaveAsync(run, run.Parsed.GetValue(path)!));
        return command;
    }

    private static async Task<int> SaveAsync(Invocation run, string path)
    {
        var (names, hocon) = await run.Client.GetAsync("/v1/ad-hoc", json => (
            json.GetProperty("names").EnumerateArray().Select(n => n.GetString()!).ToList(), json.GetProperty("hocon").GetString()!), run.Cancelled);
        if (names.Count == 0)
        {
            StandardError.WriteLine("All children are in the daemon's file; nothing was written.");
            return ExitCodes.Ok;
        }

        try
        {
            await NewFile.WriteAsync(SocketPath.Full(path), Head + hocon, run.Cancelled, isPrivate: true);
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
        {
            StandardError.WriteLine(Cells.Printable(wrong.Message));
            return ExitCodes.Failed;
        }

        await run.Out.WriteLineAsync(Cells.Printable($"{path}: {string.Join(", ", names)}"));
        return ExitCodes.Ok;
    }
}
