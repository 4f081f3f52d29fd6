using Spinner.Processes;

namespace Spinner.Actors.Tests.Survival;

/// <summary>Real tasks that are ended by somebody else, with all they have spawned.</summary>
public class TaskEndsSpec : SurvivalSpecs
{
    /// <summary>It ignores SIGTERM, as what it has spawned does.</summary>
    private static ChildOptions Endless => ChildOptions.Task(Name, "sh", "-c", "trap '' TERM; sleep 1000 & echo begun >&2; wait; sleep 1000") with
    {
        StopTimeout = Seconds(0.2),
    };

    protected override IProcessLauncher Engine => new LinuxLauncher();

    [Fact(Timeout = Limit)]
    public async Task A_stop_ends_it_and_its_group()
    {
        var run = await BeginsAsync(Spinner, Endless);

        Assert.Equal(new StopSucceeded(Name, WasRunning: true), await Spinner.StopAsync(Name));

        NothingLives();
        Assert.Equal(SpinnerError.Aborted, (await FailsAsync(run)).Reason);
        Assert.Equal(ExitStatus.Killed(9), (await InfoAsync()).LastExit);
    }

    [Fact(Timeout = Limit)]
    public async Task A_stop_lets_it_finish_within_its_time()
    {
        var gentle = ChildOptions.Task(Name, "sh", "-c", "trap 'exit 0' TERM; echo begun >&2; while :; do sleep 0.01; done");
        var run = await BeginsAsync(Spinner, gentle);

        Assert.Equal(new StopSucceeded(Name, WasRunning: true), await Spinner.StopAsync(Name));

        Assert.Equal(SpinnerError.Aborted, (await FailsAsync(run)).Reason);
        Assert.Equal(ExitStatus.Exited(0), (await InfoAsync()).LastExit);
    }

    [Fact(Timeout = Limit)]
    public async Task A_drain_ends_it_and_its_group()
    {
        var run = await BeginsAsync(Spinner, Endless);

        await Spinner.DisposeAsync();

        NothingLives();
        Assert.Equal(SpinnerError.ShuttingDown, (await FailsAsync(run)).Reason);
    }

    [Fact(Timeout = Limit)]
    public async Task A_drain_without_time_for_it_ends_it_and_its_group()
    {
        var spinner = CreateSpinner(Options with { DrainTimeout = Seconds(0.2) }, "impatient");
        var run = await BeginsAsync(spinner, Endless with { StopTimeout = Seconds(600) });

        await spinner.DisposeAsync();

        NothingLives();
        Assert.Equal(SpinnerError.ShuttingDown, (await FailsAsync(run)).Reason);
    }

    [Fact(Timeout = Limit)]
    public async Task Its_deadline_ends_it_and_its_group()
    {
        var failed = await FailsAsync(Spinner.StartAsync(Endless with { StartTimeout = Seconds(0.3) }));

        Assert.Equal(SpinnerError.StartTimedOut, failed.Reason);
        Assert.Contains("did not end within 0.3 s", failed.Message, StringComparison.Ordinal);
        Assert.Single(Launches.All);
        NothingLives();
    }

    [Fact(Timeout = Limit)]
    public async Task Two_hundred_starts_at_once_are_one_process_with_one_answer()
    {
        var go = PathOf("go");
        var task = ChildOptions.Task(Name, "sh", "-c", $"echo begun >&2; until test -e '{go}'; do sleep 0.01; done; exit 3") with { SuccessCodes = [3] };
        var runs = new Task<ChildCompleted>[200];

        await ((LocalSpinner)Spinner).DeclareAsync(task);
        Parallel.For(0, runs.Length, i => runs[i] = Spinner.RunAsync(Name));
        await UntilAsync(info => info.ErrorTail is ["begun"]);
        await File.WriteAllTextAsync(go, "");

        var done = Assert.Single((await Task.WhenAll(runs)).Distinct());
        Assert.Equal((1, ExitStatus.Exited(3)), (done.Launch, done.Exit));
        Assert.Single(Launches.All);
    }

    private async Task<Task<ChildReady>> BeginsAsync(ISpinner spinner, ChildOptions options)
    {
        var run = spinner.StartAsync(options);
        await UntilAsync(info => info.ErrorTail is ["begun"], spinner);
        return run;
    }
}
