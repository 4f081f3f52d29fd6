namespace Spinner.Actors.TestKit.Tests;

/// <summary>How a script decides about the end of a launch.</summary>
public sealed class EndScriptSpec : VirtualSpecs
{
    [Fact]
    public async Task Without_a_script_it_exits_when_asked()
    {
        await Spinner.StartAsync(Web);

        Assert.IsType<StopSucceeded>(await Spinner.StopAsync("web"));
        Assert.Equal(["SIGTERM"], Launcher.Last.Signals);
    }

    [Fact]
    public async Task StopsAfter_takes_its_time()
    {
        Launcher.Child("web", c => c.StopsAfter(Seconds(4)));
        await Spinner.StartAsync(Web);
        var stop = Spinner.StopAsync("web");

        await Spinner.ExpectState("web", ChildState.Stopping);
        Clock.Advance(Seconds(4));

        Assert.IsType<StopSucceeded>(await stop);
        Assert.Equal(["SIGTERM"], Launcher.Last.Signals);
    }

    [Fact]
    public async Task IgnoresSigterm_is_killed_after_the_stop_timeout()
    {
        Launcher.Child("web", c => c.IgnoresSigterm());
        await Spinner.StartAsync(Web);
        var stop = Spinner.StopAsync("web");

        Clock.Advance(Seconds(9));
        Assert.Equal(["SIGTERM"], Launcher.Last.Signals);
        Clock.Advance(Seconds(1));

        Assert.IsType<StopSucceeded>(await stop);
        Assert.Equal(["SIGTERM", "SIGKILL"], Launcher.Last.Signals);
    }

    [Fact]
    public async Task SurvivesSigkill_fails_the_stop()
    {
        Launcher.Child("web", c => c.IgnoresSigterm().SurvivesSigkill());
        await Spinner.StartAsync(Web);
        var stop = Spinner.StopAsync("web");

        Clock.Advance(Seconds(10));
        Clock.Advance(Seconds(5));

        Assert.Equal([Launcher.Last.Pid], Assert.IsType<StopFailed>(await stop).Pids);
        Launcher.Last.ExitBySignal(9);
    }

    [Fact]
    public async Task ExitsAfter_is_a_crash_of_a_started_child()
    {
        Launcher.Launch("web", 1, c => c.ExitsAfter(TimeSpan.FromMinutes(1), 7));
        await Spinner.StartAsync(Web);

        Clock.Advance(TimeSpan.FromMinutes(1));

        Events.ExpectEvent<ChildStarted>("web");
        Events.ExpectEvent<ChildError>("web", e => e.Exit!.Code == 7);
        Events.ExpectEvent<ChildRestarted>("web", e => e.Cause == TransitionCause.Crash);
        Events.ExpectNoEvent();
    }

    [Fact]
    public async Task IsKilledAfter_names_the_signal()
    {
        Launcher.Launch("web", 1, c => c.IsKilledAfter(Seconds(1), 9));
        await Spinner.StartAsync(Web);

        Clock.Advance(Seconds(1));

        Assert.Equal(9, (await Spinner.ExpectState("web", ChildState.Started)).LastExit!.Signal);
    }

    [Fact]
    public async Task A_year_passes_in_a_moment()
    {
        await Spinner.StartAsync(Web);
        await Spinner.StartAsync(Web with { Name = "kept", Keep = true });

        Clock.Advance(TimeSpan.FromDays(365), step: TimeSpan.FromMinutes(1));

        await Spinner.ExpectState("web", ChildState.Stopped);
        await Spinner.ExpectState("kept", ChildState.Started);
        Events.ExpectEvent<ChildStarted>("web");
        Assert.Equal(TimeSpan.FromMinutes(30), Events.ExpectEvent<ChildStopped>("web").Time - Clock.Start);
    }
}
