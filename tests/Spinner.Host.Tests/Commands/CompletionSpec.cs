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
    public async Task Bash_completes_verbs_and_names()
    {
        await using var daemon = await DaemonRun.UpAsync(DaemonRun.Child("web", "", "bind"));
        daemon.Environment["SPINNER_SOCKET"] = daemon.Socket;
        var script = daemon.PathOf("completion.sh");
        await File.WriteAllTextAsync(script, await WriteAsync("bash"));
        await File.WriteAllTextAsync(daemon.PathOf("ask.sh"), $$"""
            spinner() { "{{Spinner.Tests.Dummy.Dotnet}}" "{{SpinnerProcess.Dll}}" "$@"; }
            . "{{script}}"
            ask() { COMP_LINE="$*"; COMP_POINT=${#COMP_LINE}; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _spinner; echo "${COMPREPLY[@]}"; }
            ask spinner sta
            ask spinner get w
            """);

        using var shell = SpinnerProcess.Start(daemon.Environment, "bash", [daemon.PathOf("ask.sh")]);

        Assert.Equal(0, await shell.EndAsync());
        Assert.Equal(["start", "web"], shell.Out.Trim().Split('\n'));
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
