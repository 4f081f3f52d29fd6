namespace Spinner.Actors.TestKit.Tests;

/// <summary>How a script decides about a start.</summary>
public sealed class StartScriptSpec : VirtualSpecs
{
    [Fact]
    public async Task Without_a_script_it_listens_at_once()
    {
        var ready = await Spinner.StartAsync(Web);

        Assert.Equal(Launcher.Last.Pid, ready.Pid);
    }

    [Fact]
    public async Task ListensAfter_counts_from_the_launch()
    {
        Launcher.Child("web", c => c.ListensAfter(Seconds(2)));
        var start = Spinner.StartAsync(Web);

        Clock.Advance(Seconds(1.9));
        Assert.False(start.IsCompleted);
        await Spinner.ExpectState("web", ChildState.Starting);
        Clock.Advance(Seconds(0.1));

        await start;
        await Spinner.ExpectState("web", ChildState.Started);
    }

    [Fact]
    public async Task NeverListens_runs_into_the_deadline_and_is_killed()
    {
        Launcher.Child("web", c => c.NeverListens());
        var start = Spinner.StartAsync(Web);

        Clock.Advance(Seconds(30));

        Assert.Equal(SpinnerError.StartTimedOut, await FailureOf(start));
        Assert.Equal(["SIGKILL"], Launcher.Last.Signals);
    }

    [Fact]
    public async Task Exits_speaks_of_a_launch_that_never_listens()
    {
        Launcher.Child("web", c => c.Exits(3).PrintsErrors("out of cheese"));

        var failed = await Assert.ThrowsAsync<SpinnerRejectedException>(() => Spinner.StartAsync(Web));

        Assert.Equal((SpinnerError.ExitedBeforeReady, 3), (failed.Reason, failed.LastExit!.Code));
        Assert.Equal(["out of cheese"], failed.ErrorTail);
    }

    [Fact]
    public async Task MeetsStranger_names_the_stranger()
    {
        Launcher.Child("web", c => c.MeetsStranger(4711, "nginx"));

        var failed = await Assert.ThrowsAsync<SpinnerRejectedException>(() => Spinner.StartAsync(Web));

        Assert.Equal(SpinnerError.EndpointTaken, failed.Reason);
        Assert.Contains("pid 4711 (nginx)", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CannotBeSpawned_launches_nothing()
    {
        Launcher.Child("web", c => c.CannotBeSpawned(SpawnFailure.PermissionDenied, "not yours"));

        Assert.Equal(SpinnerError.SpawnFailed, await FailureOf(Spinner.StartAsync(Web)));
        Assert.Empty(Launcher.Launches);
    }

    [Fact]
    public async Task A_line_may_speak_of_one_launch_only()
    {
        Launcher.Launch("web", 1, c => c.Exits(1)).Launch("web", 2, c => c.Exits(2));
        var start = Spinner.StartAsync(Web with { Attempts = 3 });

        Clock.Advance(Seconds(10), step: Seconds(0.1));

        Assert.Equal(3, (await start).Launch);
        Assert.Equal(1, Events.ExpectEvent<ChildError>("web").Exit!.Code);
        Assert.Equal(2, Events.ExpectEvent<ChildError>("web").Exit!.Code);
        Events.ExpectEvent<ChildStarted>("web");
    }

    [Fact]
    public async Task A_launch_that_cannot_be_spawned_counts()
    {
        Launcher.Launch("web", 1, c => c.CannotBeSpawned(SpawnFailure.Refused, "busy")).Launch("web", 2, c => c.Prints("two"));
        await FailureOf(Spinner.StartAsync(Web));

        await Spinner.StartAsync(Web);

        Assert.Equal(["two"], Launcher.Last.Output);
    }

    [Fact]
    public async Task Later_lines_come_on_top_and_only_for_whom_they_speak_of()
    {
        Launcher.Every(c => c.Prints("all").ListensAfter(Seconds(5))).Child("web", c => c.Prints("web").ListensAfter(TimeSpan.Zero));

        await Spinner.StartAsync(Web);
        var other = Spinner.StartAsync(Web with { Name = "other" });

        Assert.Equal(["all", "web"], Launcher.LaunchesOf("web").Single().Output);
        Assert.Equal(["all"], Launcher.LaunchesOf("other").Single().Output);
        Assert.False(other.IsCompleted);
        Clock.Advance(Seconds(5));
        await other;
    }

    private static async Task<SpinnerError> FailureOf(Task<ChildReady> start) => (await Assert.ThrowsAsync<SpinnerRejectedException>(() => start)).Reason;
}
