using System.CommandLine;
using Spinner.Host.Client;
using Spinner.Host.Display;
using Spinner.Host.Settings;
using Spinner.Host.Starters;
using Spinner.Processes;

namespace Spinner.Host.Commands;

/// <summary><c>spinner init</c>: a first file of children for this directory.</summary>
static class InitCommand
{
    public static Command Create()
    {
        var command = new Command("init", $"Writes a first {ChildrenFile.UsualName} for what is found in this directory; never over one that is there");
        command.SetAction((_, token) => WriteAsync(token));
        return command;
    }

    private static async Task<int> WriteAsync(CancellationToken cancellationToken)
    {
        var path = Path.Combine(Inherited.WorkingDirectory, ChildrenFile.UsualName);
        try
        {
            if (Path.Exists(path)) throw new IOException("it is there already, and stays as it is");
            var file = Starter.Of(Inherited.WorkingDirectory);
            await NewFile.WriteAsync(path, file.ToString(), cancellationToken);
            await StandardOutput.Open().WriteLineAsync($"{ChildrenFile.UsualName}: {Cells.Children(file.Count)}; look at it, then start them with: spinner up");
            return ExitCodes.Ok;
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
        {
            StandardError.WriteLine(Cells.Printable($"{ChildrenFile.UsualName}: {wrong.Message}"));
            return ExitCodes.Failed;
        }
    }
}
