using Spinner.Processes;

namespace Spinner.Actors.Tests.Survival;

/// <summary>Real workers that end by themselves, in every way and with every policy.</summary>
public class WorkerEndsSpec : SurvivalSpecs
{
    /// <summary>Lives until somebody leaves a last line for it in a file, and runs that. The next launch finds none.</summary>
    private const string LivesUntilTold = "until mv end taken 2>/dev/null; do sleep 0.01; done; . ./taken";

    protected override IProcessLauncher Engine => new LinuxLauncher();

    [Theory(Timeout = Limit)]
    [InlineData(RestartPolicy.Always, "exit 0", false)]
    [InlineData(RestartPolicy.Always, "exit 1", false)]
    [InlineData(RestartPolicy.Always, "kill -9 $$", false)]
    [InlineData(RestartPolicy.OnFailure, "exit 0", true)]
    [InlineData(RestartPolicy.OnFailure, "exit 1", false)]
    [InlineData(RestartPolicy.OnFailure, "kill -9 $$", false)]
    [InlineData(RestartPolicy.Never, "exit 0", true)]
    [InlineData(RestartPolicy.Never, "exit 1", true)]
    [InlineData(RestartPolicy.Never, "kill -9 $$", true)]
    public async Task What_follows_an_exit_is_up_to_the_policy(RestartPolicy restart, string end, bool isEnd)
    {
        var ready = await Spinner.StartAsync(Worker(LivesUntilTold) with { Restart = restart });

        Write("end", end);

        await UntilAsync(info => info.State == (isEnd ? ChildState.Stopped : ChildState.Started) && info.Launches == (isEnd ? 1 : 2));
        Assert.False(ProcFacts.IsAlive(ready.Pid));
        Assert.Empty(ProcFacts.LivingInGroup(ready.Pid));
        Assert.Equal(ExitOf(end), (await InfoAsync()).LastExit);
        await ToldAsync(isEnd ? ["Started(Start)", "Stopped(Ended)"] : ["Started(Start)", "Error(Crash)", "Restarted(Crash)"]);
    }

    [Fact(Timeout = Limit)]
    public async Task One_that_goes_into_the_background_has_ended_and_takes_what_it_left_in_its_group_along()
    {
        var failed = await FailsAsync(Spinner.StartAsync(Worker("sleep 1000 & exit 0") with { ReadyAfter = Seconds(30), Attempts = 2 }));

        Assert.Equal((SpinnerError.ExitedBeforeReady, ExitStatus.Exited(0), 2), (failed.Reason, failed.LastExit, failed.Attempts));
        Assert.Contains("ended with exit code 0 before it had lived for 30 s", failed.Message, StringComparison.Ordinal);
        NothingLives();
    }

    [Fact(Timeout = Limit)]
    public async Task One_that_goes_into_the_background_later_is_followed_by_one_alone()
    {
        var first = await Spinner.StartAsync(Worker(LivesUntilTold));

        Write("end", "sleep 1000 & exit 0");

        await UntilAsync(info => info.State == ChildState.Started && info.Launches == 2);
        Assert.Empty(ProcFacts.LivingInGroup(first.Pid));
        Assert.IsType<StopSucceeded>(await Spinner.StopAsync(Name));
        NothingLives();
    }

    private ChildOptions Worker(string script) => ChildOptions.Worker(Name, "sh", "-c", script) with
    {
        ReadyAfter = Seconds(0.05),
        WorkingDirectory = Path.GetDirectoryName(PathOf("end")),
    };

    private static ExitStatus ExitOf(string end) => end switch
    {
        "exit 0" => ExitStatus.Exited(0),
        "exit 1" => ExitStatus.Exited(1),
        _ => ExitStatus.Killed(9),
    };
}
