using System.CommandLine;
using Spinner.Control.Contract;
using Spinner.Control.Routes;
using Spinner.Host.Client;
using Spinner.Host.Display;
using Spinner.Host.Settings;

namespace Spinner.Host.Commands;

/// <summary>Commands about the file and the shell.</summary>
static class DaemonCommands
{
    public static IEnumerable<Command> Create() => [Reload(), Validate(), Completion()];

    private static Command Reload()
    {
        var command = new Command("reload", "Has the daemon read its file again; what is wrong changes nothing");
        Invocation.Run(command, async run =>
        {
            var text = await run.Client.SendAsync(HttpMethod.Post, "/v1/reload", null, run.Cancelled);
            var reply = System.Text.Json.JsonSerializer.Deserialize(text, ContractJson.Readable.ReloadReply)!;
            if (run.Form != OutputForm.Table) await run.Out.WriteLineAsync(text);
            else foreach (var line in Format(reply)) await run.Out.WriteLineAsync(Cells.Printable(line));
            return reply.Failed.Count > 0 ? ExitCodes.Failed : ExitCodes.Ok;
        });
        return command;
    }

    private static Command Validate()
    {
        var path = new Argument<string?>("file")
        {
            Description = $"A HOCON file of children; without it {ChildrenFile.UsualName} of this directory", Arity = ArgumentArity.ZeroOrOne,
        };
        var command = new Command("validate", "Says what is wrong with a file, without a daemon") { path };
        command.SetAction(parsed => ValidateFile(parsed.GetValue(path) ?? ChildrenFile.UsualName));
        return command;
    }

    private static int ValidateFile(string path)
    {
        if (ChildrenFile.TryRead(path, out var file, out var errors))
        {
            StandardOutput.Open().WriteLine($"{path} is right: {Cells.Children(file.Spinner.Children.Count)}");
            return ExitCodes.Ok;
        }

        foreach (var error in errors) StandardError.Write(to => to.WriteLine($"{path}: {Cells.Printable(error)}"));
        return ExitCodes.Failed;
    }

    private static Command Completion()
    {
        var shell = new Argument<string>("shell") { Description = "bash, zsh, fish or pwsh" };
        shell.AcceptOnlyFromAmong([.. CompletionScripts.Shells]);
        var command = new Command("completion", "Writes what makes a shell complete: eval \"$(spinner completion bash)\"") { shell };
        command.SetAction(parsed => StandardOutput.Open().WriteLine(CompletionScripts.For(parsed.GetValue(shell)!)));
        return command;
    }

    private static IEnumerable<string> Format(ReloadReply reply)
    {
        foreach (var name in reply.Added) yield return $"added    {name}";
        foreach (var name in reply.Removed) yield return $"removed  {name}";
        foreach (var name in reply.Changed) yield return $"changed  {name}";
        foreach (var (name, why) in reply.Failed) yield return $"failed   {name}: {why}";
        foreach (var key in reply.NeedsRestart) yield return $"later    {key} is taken when the daemon is started again";
        yield return $"{Cells.Children(reply.Unchanged)} unchanged";
    }
}
