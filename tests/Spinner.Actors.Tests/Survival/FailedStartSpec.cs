namespace Spinner.Actors.Tests.Survival;

/// <summary>Children that do not get as far as listening.</summary>
public class FailedStartSpec : SurvivalSpecs
{
    [Fact(Timeout = Limit)]
    public async Task Never_binding_fails_at_the_timeout_and_tells_what_the_child_said()
    {
        var limit = Seconds(3);
        var error = await FailsAsync(Spinner.StartAsync(Child("print-error", "no database", "never-bind") with { StartTimeout = limit }));
        Assert.Equal((SpinnerError.StartTimedOut, Name, 1), (error.Reason, error.Child, error.Attempts));
        Assert.Equal(["no database"], error.ErrorTail);
        Assert.Equal(ExitStatus.Killed(9), error.LastExit);
        Assert.Contains("3 s", error.Message, StringComparison.Ordinal);
        Assert.Contains("no database", error.Message, StringComparison.Ordinal);
        NothingLives();
        await ToldAsync("Error(Start)", "Faulted(Start)");
    }

    [Fact(Timeout = Limit)]
    public async Task Exiting_with_a_code_is_tried_as_often_as_allowed()
    {
        var error = await FailsAsync(Spinner.StartAsync(Child("print-error", "bad flag", "exit", "3") with { Attempts = 2 }));
        Assert.Equal((SpinnerError.ExitedBeforeReady, 2), (error.Reason, error.Attempts));
        Assert.Equal(ExitStatus.Exited(3), error.LastExit);
        Assert.Equal(["bad flag"], error.ErrorTail);
        Assert.NotNull(error.RetryAt);
        Assert.Equal(2, Launches.All.Count);
        Assert.Equal(2, Launches.All.Select(spawn => spawn.Endpoint).Distinct().Count());
        await ToldAsync("Error(Start)", "Error(Start)", "Faulted(Start)");
    }

    [Theory(Timeout = Limit)]
    [InlineData(11, "SIGSEGV")]
    [InlineData(15, "SIGTERM")]
    public async Task Ending_by_a_signal_is_told_by_its_name(int signal, string name)
    {
        var error = await FailsAsync(Spinner.StartAsync(Shell($"kill -{signal} $$") with { Attempts = 1 }));
        Assert.Equal(SpinnerError.ExitedBeforeReady, error.Reason);
        Assert.Equal(ExitStatus.Killed(signal), error.LastExit);
        Assert.Contains(name, error.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = Limit)]
    public async Task A_clean_exit_before_it_listens_is_a_failure_too()
    {
        var error = await FailsAsync(Spinner.StartAsync(Shell("exit 0") with { Attempts = 1 }));
        Assert.Equal((SpinnerError.ExitedBeforeReady, ExitStatus.Exited(0)), (error.Reason, error.LastExit));
    }

    [Fact(Timeout = Limit)]
    public async Task The_deadline_covers_all_attempts_and_the_pauses_between()
    {
        var error = await FailsAsync(Spinner.StartAsync(Shell("exit 7") with { Attempts = 100, StartTimeout = Seconds(1) }));
        Assert.Equal(SpinnerError.StartTimedOut, error.Reason);
        // On a busy machine the deadline may come while a launch lives; that one is killed.
        Assert.Contains(error.LastExit, new[] { ExitStatus.Exited(7), ExitStatus.Killed(9) });
        Assert.InRange(error.Attempts, 1, 4);
        Assert.Equal(error.Attempts, Launches.All.Count);
    }

    [Fact(Timeout = Limit)]
    public async Task The_last_lines_are_kept_of_a_child_that_says_much()
    {
        var talkative = Shell("i=0; while [ $i -lt 500 ]; do i=$((i+1)); echo line $i >&2; done; exit 1");
        var error = await FailsAsync(Spinner.StartAsync(talkative with { Attempts = 1 }));
        Assert.Equal(100, error.ErrorTail.Count);
        Assert.Equal("line 500", error.ErrorTail[^1]);
    }
}
