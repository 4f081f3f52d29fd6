using Spinner.Processes;

namespace Spinner.Actors.Tests.Survival;

/// <summary>Real processes whose readiness comes too late, or never.</summary>
public class LateReadinessSpec : SurvivalSpecs
{
    protected override IProcessLauncher Engine => new LinuxLauncher();

    [Fact(Timeout = Limit)]
    public async Task A_line_that_comes_after_the_deadline_makes_nothing_ready()
    {
        var late = $"setsid sh -c 'trap \"\" PIPE; until test -e {PathOf("go")}; do sleep 0.01; done; echo ready; touch {PathOf("said")}' & exec sleep 1000";
        var worker = ChildOptions.Worker(Name, "sh", "-c", late) with { Ready = Readiness.Log("^ready$"), StartTimeout = Seconds(0.3), Attempts = 1 };

        var failed = await FailsAsync(Spinner.StartAsync(worker));
        Write("go", "");
        await Eventually.HoldsAsync(() => File.Exists(PathOf("said")), "it has said so");

        Assert.Equal(SpinnerError.StartTimedOut, failed.Reason);
        Assert.Contains("did not write a line like /^ready$/ within 0.3 s", failed.Message, StringComparison.Ordinal);
        Assert.Equal(ChildState.Faulted, await StateAsync());
        await ToldAsync("Error(Start)", "Faulted(Start)");
    }

    [Theory(Timeout = Limit)]
    [InlineData("sleep 1000")] // hangs
    [InlineData("sleep 1000 & sleep 1000 & wait")] // forks, and hangs
    [InlineData("yes")] // prints for ever
    [InlineData("sleep 1000 & exit 1", "; its status: /bin/sh ended with exit code 1")]
    [InlineData("exec ./nowhere", "; its status: /bin/sh ended with exit code 127")]
    public async Task A_command_that_never_agrees_ends_with_the_launch_it_is_asked_about(string script, string status = "")
    {
        var exec = Readiness.Exec("/bin/sh", ["-c", script], Seconds(0.05));
        var worker = ChildOptions.Worker(Name, "sleep", "1000") with { Ready = exec, StartTimeout = Seconds(1), Attempts = 1 };

        var failed = await FailsAsync(Spinner.StartAsync(worker));

        Assert.Equal(SpinnerError.StartTimedOut, failed.Reason);
        Assert.Contains($" within 1 s{status}", failed.Message, StringComparison.Ordinal);
        await Eventually.HoldsAsync(() => Launches.Living.Count == 0, "nothing of it lives");
    }
}
