namespace Spinner.Actors.Tests.Survival;

/// <summary>Many requests, one process.</summary>
public class StartsSpec : SurvivalSpecs
{
    [Fact(Timeout = Limit)]
    public async Task Many_starts_at_the_same_time_share_one_process_and_one_answer()
    {
        var spinner = Spinner;
        var starts = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => Task.Run(() => spinner.StartAsync(Child("bind")))));
        var ready = starts[0] with { AlreadyRunning = false };
        Assert.All(starts, start => Assert.Equal(ready, start with { AlreadyRunning = false }));
        Assert.Equal(ready.Pid, Assert.Single(Launches.All).Pid);
        Assert.Equal($"{ready.Pid}", await Dummy.GetAsync(ready.Endpoint, "/pid"));
    }

    [Fact(Timeout = Limit)]
    public async Task Start_stop_start_stop_ends_stopped()
    {
        var first = Spinner.StartAsync(Child("bind"));
        var firstStop = Spinner.StopAsync(Name);
        var second = Spinner.StartAsync(Name);
        var secondStop = Spinner.StopAsync(Name);
        Assert.Equal(SpinnerError.Aborted, (await FailsAsync(first)).Reason);
        Assert.Equal(SpinnerError.Aborted, (await FailsAsync(second)).Reason);
        Assert.IsType<StopSucceeded>(await firstStop);
        Assert.IsType<StopSucceeded>(await secondStop);
        Assert.Equal(ChildState.Stopped, await StateAsync());
        NothingLives();
    }

    [Fact(Timeout = Limit)]
    public async Task The_last_command_wins_whatever_came_before()
    {
        Task last = Spinner.StartAsync(Child("bind"));
        var before = new List<Task> { last };
        for (var i = 0; i < 20; i++)
        {
            before.Add(Spinner.StopAsync(Name));
            before.Add(Spinner.RestartAsync(Name));
            before.Add(last = Spinner.StartAsync(Name));
        }

        await last;
        await Assert.ThrowsAnyAsync<SpinnerRejectedException>(() => Task.WhenAll(before));
        Assert.Equal(ChildState.Started, await StateAsync());
        Assert.Single(Launches.All, spawn => spawn.Living.Count > 0);
    }

    [Fact(Timeout = Limit)]
    public async Task A_clean_exit_of_a_started_child_is_answered_by_a_new_one()
    {
        var old = await Spinner.StartAsync(Child("bind"));
        await Dummy.EndAsync(old.Endpoint, "/exit/0");
        Assert.Equal(ExitStatus.Exited(0), (await Told.NextAsync<ChildError>()).Exit);
        var restarted = await Told.NextAsync<ChildRestarted>();
        Assert.NotEqual(old.Endpoint, restarted.Endpoint);
        Assert.Equal($"{restarted.Pid}", await Dummy.GetAsync(restarted.Endpoint, "/pid"));
        await ToldAsync("Started(Start)", "Error(Crash)", "Restarted(Crash)");
    }

    [Fact(Timeout = Limit)]
    public async Task A_waiter_that_gives_up_leaves_the_others_waiting()
    {
        var go = PathOf("go");
        using var impatient = new CancellationTokenSource();
        var first = Spinner.StartAsync(Shell($"until [ -e '{go}' ]; do sleep 0.01; done; dummy bind"), impatient.Token);
        var second = Spinner.StartAsync(Name);
        var use = Spinner.UseAsync(Name, impatient.Token).AsTask();
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => use);
        Write("go", "");
        Assert.Equal(1, (await second).Launch);
        Assert.Equal(0, (await InfoAsync()).AliveBecause!.Uses);
    }

    [Fact(Timeout = Limit)]
    public async Task A_child_nobody_waits_for_any_more_goes_on_starting()
    {
        using var impatient = new CancellationTokenSource();
        var start = Spinner.StartAsync(Child("bind"), impatient.Token);
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => start);
        await Told.NextAsync<ChildStarted>();
        using var early = new CancellationTokenSource();
        await early.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Spinner.StopAsync(Name, early.Token));
        Assert.Equal(ChildState.Started, await StateAsync());
    }
}
