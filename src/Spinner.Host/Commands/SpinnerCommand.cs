using System.CommandLine;

namespace Spinner.Host.Commands;

/// <summary>The command line.</summary>
static class SpinnerCommand
{
    public static async Task<int> RunAsync(string[] args)
    {
        var root = new RootCommand("Lazily started, supervised child processes: one name, one process, one endpoint.");
        root.Subcommands.Add(UpCommand.Make());
        var parsed = root.Parse(args);
        var code = await parsed.InvokeAsync();
        return parsed.Errors.Count > 0 ? ExitCodes.Usage : code;
    }
}
