namespace Spinner.Actors.Configuration;

/// <summary>What is spawned for a child: the program, its arguments, and the script among them if there is one.</summary>
sealed record CommandLine(string Command, IReadOnlyList<string> Args, string? Script)
{
    /// <summary>
    /// A command stands as it is given, its arguments default to the script. Without one, the runner of the script is the command;
    /// without a script, the first argument whose extension has a runner is the script, and what stands before it goes to the runner.
    /// </summary>
    /// <returns>Null when there is nothing to run; what is missing is noted in <paramref name="errors"/>.</returns>
    public static CommandLine? Resolve(OptionErrors errors, ChildOptions options, RunnerTable runners)
    {
        if (options.Run is { } line) return OfShell(errors, options, line);
        var args = options.Args ?? [];
        var before = options.Script is null ? args.TakeWhile(a => !runners.TryFind(a ?? "", out _)).Count() : 0;
        var script = options.Script ?? args.ElementAtOrDefault(before);

        if (options.Command is { } command)
            return new CommandLine(command, options.Args is not null ? [.. args] : script is not null ? [script] : [], script);
        if (script is not null && runners.TryFind(script, out var runner))
        {
            var after = args.Skip(options.Script is null ? before + 1 : 0);
            return new CommandLine(runner.Program, runner.Arguments(script, args.Take(before), after), script);
        }

        if (script is not null && PassableText.IsNonEmpty(script))
            errors.Add(nameof(options.Script), script, $"a file ending in {runners.Extensions}; any other needs a command");
        else if (script is null)
            errors.Add(nameof(options.Command), null, $"a program, or a script, or one of the arguments, ending in {runners.Extensions}");
        return null;
    }

    private static CommandLine OfShell(OptionErrors errors, ChildOptions options, string line)
    {
        if (options is not { Command: null, Script: null, Args: null })
            errors.AddShown(nameof(ChildOptions.Run), "given beside another command", "either a line for the shell, or a command or script and its arguments");
        return OperatingSystem.IsWindows() ? new CommandLine("cmd", ["/c", line], null) : new CommandLine("/bin/sh", ["-c", ShellLine.WithExec(line)], null);
    }
}
