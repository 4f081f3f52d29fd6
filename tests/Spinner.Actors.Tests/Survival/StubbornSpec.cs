using System.Globalization;

namespace Spinner.Actors.Tests.Survival;

/// <summary>Children that do not go when they are told to, or leave somebody behind.</summary>
public class StubbornSpec : SurvivalSpecs
{
    /// <summary>The grandchild listens, holds the pipes, and does not end at SIGTERM.</summary>
    private static ChildOptions Family => Child("grandchild", "[", "ignore-sigterm", "bind", "]", "never-bind");

    [Fact(Timeout = Limit)]
    public async Task Ignoring_SIGTERM_is_answered_by_SIGKILL_after_the_stop_timeout()
    {
        await Spinner.StartAsync(Child("ignore-sigterm", "bind") with { StopTimeout = Seconds(0.3) });
        Assert.Equal(new StopSucceeded(Name, WasRunning: true), await Spinner.StopAsync(Name));
        NothingLives();
        Assert.Equal(ExitStatus.Killed(9), (await InfoAsync()).LastExit);
    }

    [Fact(Timeout = Limit)]
    public async Task A_slow_stop_within_the_stop_timeout_is_waited_for()
    {
        await Spinner.StartAsync(Child("slow-stop", "300", "bind"));
        Assert.Equal(new StopSucceeded(Name, WasRunning: true), await Spinner.StopAsync(Name));
        NothingLives();
        Assert.Equal(ExitStatus.Exited(0), (await InfoAsync()).LastExit);
    }

    [Fact(Timeout = Limit)]
    public async Task A_frozen_child_is_killed_after_the_stop_timeout()
    {
        var ready = await Spinner.StartAsync(Child("bind") with { StopTimeout = Seconds(0.2) });
        ProcFacts.Signal(ready.Pid, 19);
        Assert.Equal(new StopSucceeded(Name, WasRunning: true), await Spinner.StopAsync(Name));
        NothingLives();
    }

    [Fact(Timeout = Limit)]
    public async Task Another_stop_signal_is_sent_instead()
    {
        // Not SIGINT: whoever is started with & ignores it, and the portable engine's children with him.
        Assert.True(StopSignal.TryParse("SIGUSR1", out var signal));
        await Spinner.StartAsync(Child("ignore-sigterm", "bind") with { StopSignal = signal });
        Assert.IsType<StopSucceeded>(await Spinner.StopAsync(Name));
        NothingLives();
        Assert.Equal(ExitStatus.Killed(10), (await InfoAsync()).LastExit);
    }

    [Fact(Timeout = Limit)]
    public async Task A_grandchild_that_outlives_the_stop_is_killed_with_its_group()
    {
        var ready = await Spinner.StartAsync(Family with { StopTimeout = Seconds(0.3) });
        var grandchild = int.Parse(await Dummy.GetAsync(ready.Endpoint, "/pid"), CultureInfo.InvariantCulture);
        Assert.NotEqual(ready.Pid, grandchild);
        Assert.IsType<StopSucceeded>(await Spinner.StopAsync(Name));
        NothingLives();
        Assert.Equal(ExitStatus.Killed(15), (await InfoAsync()).LastExit);
    }

    [Fact(Timeout = Limit)]
    public async Task A_crash_is_true_although_a_grandchild_holds_the_pipes_and_the_port()
    {
        var ready = await Spinner.StartAsync(Family with { StopTimeout = Seconds(0.3) });
        var grandchild = int.Parse(await Dummy.GetAsync(ready.Endpoint, "/pid"), CultureInfo.InvariantCulture);
        Kill(ready.Pid);
        var error = await Told.NextAsync<ChildError>();
        Assert.Equal((SpinnerError.Crashed, ExitStatus.Killed(9)), (error.Reason, error.Exit));
        Assert.False(ProcFacts.IsAlive(grandchild));
        var restarted = await Told.NextAsync<ChildRestarted>();
        Assert.Equal("hello, world", await Dummy.GetAsync(restarted.Endpoint));
    }

    [Fact(Timeout = Limit)]
    public async Task A_grandchild_on_a_fixed_port_does_not_stand_in_the_way_of_the_next_launch()
    {
        var port = Dummy.FreeTcp();
        var ready = await Spinner.StartAsync(Family with { Endpoint = EndpointSpec.Port(port.Port), StopTimeout = Seconds(0.2) });
        Kill(ready.Pid);
        Assert.Equal(port, (await Told.NextAsync<ChildRestarted>()).Endpoint);
        Assert.Equal(port, Assert.IsType<ChildReady>(await Spinner.RestartAsync(Name)).Endpoint);
        Assert.Equal("hello, world", await Dummy.GetAsync(port));
    }

    [Fact(Timeout = Limit)]
    public async Task Never_binding_and_ignoring_SIGTERM_is_stopped_too()
    {
        var start = Spinner.StartAsync(Child("ignore-sigterm", "print-error", "deaf", "never-bind") with { StopTimeout = Seconds(0.2) });
        var process = await Launches.NextAsync();
        await UntilAsync(info => info.ErrorTail is ["deaf"]);
        Assert.IsType<StopSucceeded>(await Spinner.StopAsync(Name));
        Assert.Empty(process.Living);
        Assert.Equal(SpinnerError.Aborted, (await FailsAsync(start)).Reason);
    }
}
