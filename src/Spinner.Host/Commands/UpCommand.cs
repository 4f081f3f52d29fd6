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
        command.SetAction((parsed, token) =>
        {
            var (path, socket) = (parsed.GetValue(file), parsed.GetValue(Invocation.Socket));
            return ToldAsync(() => parsed.GetValue(detach)
                ? Detached.RunAsync(path, socket, token)
                : DaemonProgram.RunAsync(new UpOptions(path, socket, parsed.GetValue(plain), parsed.GetValue(background))));
        });
        return command;
    }

    private static async Task<int> ToldAsync(Func<Task<int>> work)
    {
        try
        {
            return await work();
        }
        catch (DaemonException cannot)
        {
            await Console.Error.WriteLineAsync($"spinner: {cannot.Message}");
            return ExitCodes.Failed;
        }
    }
}
