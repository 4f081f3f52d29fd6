namespace Spinner.Actors.TestKit.Tests;

/// <summary>A scripted child is ready as its options mean it.</summary>
public sealed class ReadinessScriptSpec : VirtualSpecs
{
    private static readonly ChildOptions Worker = ChildOptions.Worker("web", "any") with { ReadyAfter = Seconds(3) };

    [Fact]
    public async Task A_worker_is_ready_by_living()
    {
        var start = Spinner.StartAsync(Worker);
        Clock.Advance(Seconds(2.9));
        Assert.False(start.IsCompleted);
        Clock.Advance(Seconds(0.1));

        Assert.Equal(ChildEndpoint.None, (await start).Endpoint);
    }

    [Fact]
    public async Task One_that_waits_for_a_line_is_ready_by_that_line()
    {
        Launcher.Child("web", c => c.Prints("hello", "port: none").PrintsAfter(Seconds(2), "ready in 12 ms"));
        var start = Spinner.StartAsync(Worker with { Ready = Readiness.Log(@"^ready in \d+ ms$") });
        Clock.Advance(Seconds(1.9));
        Assert.False(start.IsCompleted);
        Clock.Advance(Seconds(0.1));

        await start;
        Assert.Equal(["hello", "port: none", "ready in 12 ms"], Launcher.Last.Output);
    }

    [Fact]
    public async Task A_line_on_stderr_does_too()
    {
        Launcher.Child("web", c => c.PrintsErrors("ready"));

        await Spinner.StartAsync(Worker with { Ready = Readiness.Log("ready") });
    }

    [Fact]
    public async Task One_that_is_asked_by_a_command_is_ready_when_that_answers()
    {
        Launcher.Child("web", c => c.ProbeSucceedsAfter(Seconds(5)));
        var start = Spinner.StartAsync(Web with { Ready = Readiness.Exec("ask", []) });
        Clock.Advance(Seconds(4.9));
        Assert.False(start.IsCompleted);
        Clock.Advance(Seconds(0.1));

        await start;
    }

    [Fact]
    public async Task ProbeNeverSucceeds_runs_into_the_deadline()
    {
        Launcher.Child("web", c => c.ProbeNeverSucceeds());
        var start = Spinner.StartAsync(Web with { Ready = Readiness.Exec("ask", []) });
        Clock.Advance(Seconds(30));

        var failed = await Assert.ThrowsAsync<SpinnerRejectedException>(() => start);

        Assert.Equal((SpinnerError.StartTimedOut, "did not make ask end with 0 within 30 s"), (failed.Reason, failed.Rejected.Detail));
    }

    [Fact]
    public async Task A_task_runs_until_it_exits()
    {
        Launcher.Child("web", c => c.ExitsAfter(Seconds(7), 0));
        var run = Spinner.StartAsync(ChildOptions.Task("web", "any"));
        Clock.Advance(Seconds(6.9));
        Assert.False(run.IsCompleted);
        Clock.Advance(Seconds(0.1));
        await run;

        run = Spinner.StartAsync("web");
        Clock.Advance(Seconds(7));
        await run;
        Assert.Equal((2, ExitStatus.Exited(0)), ((await Spinner.GetAsync("web"))!.Launches, (await Spinner.GetAsync("web"))!.LastExit));
    }

    [Fact]
    public async Task A_task_that_exits_at_once_is_done_at_once()
    {
        Launcher.Child("web", c => c.Exits(0));
        await Spinner.StartAsync(ChildOptions.Task("web", "any"));

        var again = await Spinner.RunAsync("web");

        Assert.Equal((ExitStatus.Exited(0), TimeSpan.Zero), (again.Exit, again.Duration));
    }

    [Fact]
    public async Task A_launch_says_words()
    {
        await Spinner.StartAsync(Web);
        Launcher.Last.SayBusy(true);
        Assert.True((await Spinner.GetAsync("web"))!.AliveBecause!.IsBusy);
        Launcher.Last.SayBusy(false);
        Launcher.Last.OnTerminate = launch => launch.Exit(0);
        Launcher.Last.Hang();
        await Spinner.ExpectState("web", ChildState.Started);
        Assert.Equal(2, Launcher.Launches.Count);
        var second = Launcher.Last;
        second.SayStopping();
        await Spinner.ExpectState("web", ChildState.Stopping);
        second.ExtendTimeout(Seconds(100));
        Clock.Advance(Seconds(99));
        Assert.Empty(second.Signals);
        Clock.Advance(Seconds(1));
        Assert.Equal(["SIGKILL"], second.Signals);
    }
}
