using System.CommandLine;
using Spinner.Host.Daemon;

namespace Spinner.Host.Commands;

/// <summary><c>spinner up</c>: the daemon.</summary>
static class UpCommand
{
    public static Command Make()
    {
        var file = new Option<string?>("--config", "-c") { Description = "The HOCON file of children; without it the built-in quickstart" };
        var detach = new Option<bool>("--detach", "-d") { Description = "Run in the background; returns when it can be asked" };
        var plain = new Option<bool>("--plain") { Description = "Lines instead of a table, also on a terminal" };
        var background = new Option<bool>(Detached.Background) { Hidden = true };
        var command = new Command("up", "Runs the daemon with the children of a file") { file, detach, plain, background };
        command.SetAction((parsed, token) => parsed.GetValue(detach)
            ? Detached.RunAsync(parsed.GetValue(file), Invocation.SocketOf(parsed), token)
            : RunAsync(new UpOptions(parsed.GetValue(file), parsed.GetValue(Invocation.Socket), parsed.GetValue(plain),
                parsed.GetValue(background))));
        return command;
    }

    private static async Task<int> RunAsync(UpOptions up)
    {
        try
        {
            return await DaemonProgram.RunAsync(up);
        }
        catch (DaemonException cannot)
        {
            await Console.Error.WriteLineAsync($"spinner: {cannot.Message}");
            return ExitCodes.Failed;
        }
    }
}
