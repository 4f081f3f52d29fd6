namespace Spinner.Processes.Tests.Orphans;

/// <summary>Children get the limit of open files the supervisor was started with, not the one .NET gave itself.</summary>
[Collection(OtherProcesses.Other)]
public class FileLimitSpec
{
    [Theory(Timeout = 180_000)]
    [InlineData("linux", 300)]
    [InlineData("linux", 1000)]
    [InlineData("portable", 300)]
    public async Task A_child_has_the_limit_its_supervisor_was_given(string engine, int limit)
    {
        using var supervisor = new SupervisorProcess([engine, "kill"], "env", $"{Inherited.FileLimitVariable}={limit}");
        await supervisor.HearAsync("ready");
        // The portable engine lowers it when the child runs already.
        var script = $"i=0; while [ $i -lt 200 ]; do [ \"$(ulimit -Sn)\" = {limit} ] && exit 7; i=$((i+1)); sleep 0.05; done; exit 1";
        supervisor.Say("launch", "1", "sh", "-c", script);
        Assert.Equal("exit code 7", await supervisor.HearAsync("exited"));
        supervisor.Kill();
        await supervisor.GoneAsync();
    }
}
