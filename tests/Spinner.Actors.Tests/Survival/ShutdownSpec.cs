namespace Spinner.Actors.Tests.Survival;

/// <summary>However a spinner ends, its children end with it, and everybody who waited is told.</summary>
public class ShutdownSpec : SurvivalSpecs
{
    [Fact(Timeout = Limit)]
    public async Task Dispose_stops_a_started_child_gently()
    {
        await Spinner.StartAsync(Child("slow-stop", "100", "bind") with { Endpoint = EndpointSpec.Unix });
        await Spinner.DisposeAsync();
        NothingLives();
        Assert.Equal((ExitStatus.Exited(0), TransitionCause.Drain), await StoppedAsync());
        Assert.Empty(Directory.EnumerateFileSystemEntries(PathOf("run")));
    }

    [Fact(Timeout = Limit)]
    public async Task Terminating_the_system_stops_a_started_child_gently()
    {
        await Spinner.StartAsync(Child("slow-stop", "100", "bind"));
        await Sys.Terminate();
        NothingLives();
        Assert.Equal((ExitStatus.Exited(0), TransitionCause.Drain), await StoppedAsync());
    }

    [Fact(Timeout = Limit)]
    public async Task Dispose_in_the_middle_of_a_start_rejects_it()
    {
        var start = Spinner.StartAsync(Child("never-bind"));
        var process = await Launches.NextAsync();
        var dispose = Spinner.DisposeAsync();
        Assert.Equal(SpinnerError.ShuttingDown, (await FailsAsync(start)).Reason);
        await dispose;
        Assert.Empty(process.Living);
    }

    [Theory(Timeout = Limit)]
    [InlineData("bind")]
    [InlineData("never-bind")]
    public async Task Terminating_the_system_kills_who_does_not_go_in_the_drain_time(string verb)
    {
        var spinner = CreateSpinner(Options with { DrainTimeout = Seconds(0.3) }, "impatient");
        var start = spinner.StartAsync(Child("ignore-sigterm", "print-error", "deaf", verb) with { Endpoint = EndpointSpec.Unix });
        await UntilAsync(info => info.ErrorTail is ["deaf"], spinner);
        if (verb == "bind") await start;
        await Sys.Terminate();
        if (verb != "bind") Assert.Equal(SpinnerError.ShuttingDown, (await FailsAsync(start)).Reason);
        NothingLives();
    }

    [Fact(Timeout = Limit)]
    public async Task Dispose_kills_who_does_not_go_in_the_drain_time_grandchildren_included()
    {
        var spinner = CreateSpinner(Options with { DrainTimeout = Seconds(0.3) }, "impatient");
        await spinner.StartAsync(Child("ignore-sigterm", "grandchild", "[", "ignore-sigterm", "bind", "]", "never-bind"));
        await spinner.DisposeAsync();
        NothingLives();
    }

    [Fact(Timeout = Limit)]
    public async Task A_stop_that_the_drain_time_cuts_short_is_answered_truly()
    {
        var spinner = CreateSpinner(Options with { DrainTimeout = Seconds(0.3) }, "impatient");
        await spinner.StartAsync(Child("ignore-sigterm", "bind"));
        var stop = spinner.StopAsync(Name);
        await spinner.DisposeAsync();
        Assert.Equal(new StopSucceeded(Name, WasRunning: true), await stop);
        NothingLives();
    }

    [Fact(Timeout = Limit)]
    public async Task Dispose_while_launches_come_and_go_leaves_nothing()
    {
        var spinner = CreateSpinner(Options with { DrainTimeout = TimeSpan.Zero }, "busy");
        var child = Child("bind") with { Endpoint = EndpointSpec.Unix };
        var starts = Enumerable.Range(0, 6).Select(i => spinner.StartAsync(child with { Name = $"{i}" })).ToList();
        for (var i = 0; i < 3; i++) await Launches.NextAsync();
        await spinner.DisposeAsync();
        // Without any time to drain, a child may end before it is told why.
        foreach (var start in starts.Where(s => !s.IsCompletedSuccessfully))
            Assert.Contains((await FailsAsync(start)).Reason, new[] { SpinnerError.ShuttingDown, SpinnerError.Aborted });
        NothingLives();
    }

    [Fact(Timeout = Limit)]
    public async Task After_the_end_every_call_says_so()
    {
        await Spinner.StartAsync(Child("bind"));
        await Task.WhenAll(Spinner.DisposeAsync().AsTask(), Spinner.DisposeAsync().AsTask());

        var calls = new Func<Task>[]
        {
            () => Spinner.StartAsync(Child("bind")), () => Spinner.StartAsync(Name), () => Spinner.StopAsync(Name), () => Spinner.RestartAsync(Name),
            () => Spinner.RemoveAsync(Name), () => Spinner.StopAllAsync(), () => Spinner.GetAsync(Name), () => Spinner.ListAsync(),
            () => Spinner.UseAsync(Name).AsTask(), async () => await Spinner.WatchAsync().GetAsyncEnumerator().MoveNextAsync(),
        };
        foreach (var call in calls) await Assert.ThrowsAnyAsync<ObjectDisposedException>(() => call().WaitAsync(Seconds(2)));
        Assert.False(Spinner.TryUse(Name, out _));
        Assert.Single(Launches.All);
    }

    [Fact(Timeout = Limit)]
    public async Task The_name_of_a_spinner_is_free_again_after_its_end()
    {
        await using (var first = CreateSpinner(Options, "again")) await first.StartAsync(Child("bind"));
        var second = CreateSpinner(Options, "again");
        Assert.Null(await second.GetAsync(Name));
        Assert.Equal(1, (await second.StartAsync(Child("bind"))).Launch);
    }

    private async Task<(ExitStatus?, TransitionCause)> StoppedAsync()
    {
        var stopped = await Told.NextAsync<ChildStopped>();
        return (stopped.Exit, stopped.Cause);
    }
}
