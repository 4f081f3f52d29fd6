namespace Spinner.Processes.Tests.Orphans;

/// <summary>A supervisor whose parent ignored SIGCHLD, which is handed on by exec: the kernel would keep no exit code.</summary>
[Collection(OtherProcesses.Other)]
public class IgnoredChildSignalSpec
{
    [Theory(Timeout = 180_000)]
    [InlineData("linux")]
    [InlineData("portable")]
    public async Task An_exit_code_is_known_all_the_same(string engine)
    {
        using var supervisor = new SupervisorProcess([engine, "kill"], "sh", "-c", "trap '' CHLD; exec \"$@\"", "ignoring");
        await supervisor.HearAsync("ready");
        supervisor.Say("launch", "1", "sh", "-c", "exit 7");
        Assert.Equal("exit code 7", await supervisor.HearAsync("exited"));
        supervisor.Kill();
        await supervisor.GoneAsync();
    }
}
