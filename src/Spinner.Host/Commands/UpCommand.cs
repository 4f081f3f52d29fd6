using System.CommandLine;
using Spinner.Control.Routes;
using Spinner.Host.Client;
using Spinner.Host.Daemon;
using Spinner.Host.Display;
using Spinner.Host.Import;
using Spinner.Host.Settings;
using Spinner.Processes;

namespace Spinner.Host.Commands;

/// <summary><c>spinner up</c>: the daemon.</summary>
static class UpCommand
{
    private const string Verb = "up";
    private static readonly Option<bool> Detach = new("--detach", "-d") { Description = "Run in the background; returns when it can be asked" };

    /// <summary>Whether this is the daemon itself.</summary>
    public static bool IsDaemon(ParseResult parsed) => parsed.CommandResult.Command.Name == Verb && !parsed.GetValue(Detach);

    public static Command Create()
    {
        var file = new Option<string?>("--config", "-c") { Description = $"The HOCON file of children; without it {ChildrenFile.UsualName} of this directory, else the built-in quickstart" };
        Invocation.RefuseEmpty(file);
        var plain = new Option<bool>("--plain") { Description = "Lines instead of a table, also on a terminal" };
        var raw = new Option<bool>("--raw") { Description = "Output of children as they wrote it, colours and all; it may do anything to a terminal" };
        var background = new Option<bool>(Detached.Background) { Hidden = true };
        var command = new Command(Verb, "Runs the daemon with the children of a file") { file, Detach, plain, raw, background };
        command.SetAction((parsed, token) =>
        {
            var (path, socket) = (parsed.GetValue(file) ?? FileHere(), parsed.GetValue(Invocation.Socket));
            return ReportErrorsAsync(path, () => parsed.GetValue(Detach)
                ? Detached.RunAsync(path, socket, token)
                : DaemonProgram.RunAsync(new UpOptions(path, socket, parsed.GetValue(plain), parsed.GetValue(background), parsed.GetValue(raw))));
        });
        return command;
    }

    private static string? FileHere()
    {
        var path = Path.Combine(Inherited.WorkingDirectory, ChildrenFile.UsualName);
        return File.Exists(path) ? path : null;
    }

    private static async Task<int> ReportErrorsAsync(string? path, Func<Task<int>> work)
    {
        try
        {
            return await work();
        }
        catch (DaemonException cannot)
        {
            StandardError.WriteLine(Cells.PrintableLines(cannot.Message));
            if (path is not null && ForeignFile.IsNamedLikeOne(path))
                StandardError.WriteLine(Cells.Printable($"A file of another process manager is imported first: spinner import {path} -o spinner.conf"));
            return ExitCodes.Failed;
        }
        catch (OperationCanceledException)
        {
            return ExitCodes.Interrupted;
        }
        catch (CommandException failed)
        {
            StandardError.WriteLine(Cells.PrintableLines(failed.Message));
            return failed.ExitCode;
        }
    }
}
