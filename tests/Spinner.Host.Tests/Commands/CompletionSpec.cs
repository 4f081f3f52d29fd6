namespace Spinner.Host.Tests.Commands;

public class CompletionSpec
{
    [ProgramFact("bash", Timeout = RealProgram.Limit)]
    public Task Bash_understands_its_script() => ParsesAsync("bash", "bash", "-n");

    [ProgramFact("zsh", Timeout = RealProgram.Limit)]
    public Task Zsh_understands_its_script() => ParsesAsync("zsh", "zsh", "-n");

    [ProgramFact("fish", Timeout = RealProgram.Limit)]
    public Task Fish_understands_its_script() => ParsesAsync("fish", "fish", "--no-execute");

    [ProgramFact("bash", Timeout = RealProgram.Limit)]
    public Task Bash_completes_verbs_and_names() => CompletesAsync("bash", """
        spinner() { "$DOTNET" "$SPINNER" "$@"; }
        ask() { COMP_LINE="$*"; COMP_POINT=${#COMP_LINE}; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _spinner; printf '%s\n' "${COMPREPLY[@]}"; }
        . ./completion
        ask spinner sta
        ask spinner get w
        ask spinner get '' | grep '^\\'
        """, @"\$\(touch\ pwned\)");

    [ProgramFact("zsh", Timeout = RealProgram.Limit)]
    public Task Zsh_completes_verbs_and_names() => CompletesAsync("zsh", """
        spinner() { "$DOTNET" "$SPINNER" "$@"; }
        compdef() { }
        compadd() { for found in "${(@P)2}"; do [[ $found == "$PREFIX"* ]] && print -r -- "$found"; done; }
        ask() { words=("$@"); CURRENT=$#; PREFIX=$words[-1]; _spinner; }
        . ./completion
        ask spinner sta
        ask spinner get w
        ask spinner get '$'
        """);

    [ProgramFact("fish", Timeout = RealProgram.Limit)]
    public Task Fish_completes_verbs_and_names() => CompletesAsync("fish", """
        function spinner; $DOTNET $SPINNER $argv; end
        . ./completion
        complete -C 'spinner st' | string match 'sta*'
        complete -C 'spinner get w'
        complete -C 'spinner get ' | string match '$*'
        """);

    [ProgramFact("pwsh", Timeout = RealProgram.Limit)]
    public Task PowerShell_completes_verbs_and_names() => CompletesAsync("pwsh -NoProfile -NonInteractive -File", """
        function spinner { & $env:DOTNET $env:SPINNER @args }
        Invoke-Expression (Get-Content -Raw ./completion)
        function Ask($line) { ([System.Management.Automation.CommandCompletion]::CompleteInput($line, $line.Length, $null)).CompletionMatches.CompletionText }
        Ask 'spinner sta'
        Ask 'spinner get w'
        Ask 'spinner get ' | Where-Object { $_ -match 'touch' }
        """, "'$(touch pwned)'", "ask.ps1");

    /// <summary>The shell is asked for the verb <c>start</c>, a child, and one whose name is a command to those who are not careful.</summary>
    private static async Task CompletesAsync(string shell, string script, string careful = "$(touch pwned)", string file = "ask")
    {
        await using var daemon = await DaemonRun.UpAsync(DaemonRun.Child("web", "", "bind"), DaemonRun.Child("$(touch pwned)", "", "bind"));
        daemon.Environment["SPINNER_SOCKET"] = daemon.Socket;
        // What needs no dotnet has env before it.
        daemon.Environment["DOTNET"] = SpinnerProcess.Native is null ? Spinner.Tests.Dummy.Dotnet : "env";
        daemon.Environment["SPINNER"] = SpinnerProcess.Words[^1];
        await File.WriteAllTextAsync(daemon.PathOf("completion"), await WriteAsync(shell.Split(' ')[0]));
        await File.WriteAllTextAsync(daemon.PathOf(file), script);

        string[] expected = ["start", "web", careful];
        var found = await AskAsync(daemon, $"{shell} {file}");
        // A shell is kept waiting for a second at most: where all is slow, it is left without names.
        for (var more = 20; more > 0 && !found.SequenceEqual(expected); more--) found = await AskAsync(daemon, $"{shell} {file}");

        Assert.Equal(expected, found);
        Assert.False(File.Exists(daemon.PathOf("pwned")));
    }

    private static async Task<string[]> AskAsync(DaemonRun daemon, string shell)
    {
        using var asked = SpinnerProcess.Start(daemon.Environment, "sh", ["-c", $"cd '{daemon.PathOf()}' && exec {shell}"]);
        // Its exit code is that of its last filter.
        await asked.EndAsync();
        return asked.Out.Trim().Split('\n');
    }

    private static async Task ParsesAsync(string shell, params string[] parser)
    {
        await using var daemon = new DaemonRun();
        var script = daemon.PathOf("completion");
        await File.WriteAllTextAsync(script, await WriteAsync(shell));

        using var parsed = SpinnerProcess.Start(daemon.Environment, parser[0], [.. parser[1..], script]);

        Assert.Equal((0, ""), (await parsed.EndAsync(), parsed.Error));
    }

    private static async Task<string> WriteAsync(string shell)
    {
        using var command = SpinnerProcess.Start(new Dictionary<string, string>(), "completion", shell);
        Assert.Equal(0, await command.EndAsync());
        Assert.Contains("spinner", command.Out, StringComparison.Ordinal);
        return command.Out;
    }
}
