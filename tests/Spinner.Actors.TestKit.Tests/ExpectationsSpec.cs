namespace Spinner.Actors.TestKit.Tests;

/// <summary>What expectations say when they are not met.</summary>
public sealed class ExpectationsSpec : VirtualSpecs
{
    [Fact]
    public async Task ExpectState_says_where_the_child_is_and_why()
    {
        Launcher.Child("web", c => c.Exits(3));
        await Assert.ThrowsAsync<SpinnerRejectedException>(() => Spinner.StartAsync(Web));

        Assert.Contains("it is Faulted (ExitedBeforeReady): ", await StateMessage("web"), StringComparison.Ordinal);
        Assert.Contains("there is no such child", await StateMessage("other"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ExpectEvent_says_what_came_instead()
    {
        await Spinner.StartAsync(Web);

        Assert.Contains("ChildStarted", EventMessage(() => Events.ExpectEvent<ChildFaulted>("web")), StringComparison.Ordinal);
        var other = EventMessage(() => Events.ExpectEvent<ChildStarted>("web", e => e.Pid == 0));
        Assert.Contains("meets the condition", other, StringComparison.Ordinal);
        var none = EventMessage(() => Events.ExpectEvent<ChildStarted>("other", within: TimeSpan.Zero));
        Assert.Contains("none came. Of others there are: ChildStarted", none, StringComparison.Ordinal);
        Assert.Contains("ChildStarted", EventMessage(() => Events.ExpectNoEvent("web")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Events_of_other_children_wait_for_their_own_expectation()
    {
        await Spinner.StartAsync(Web);
        await Spinner.StartAsync(Web with { Name = "other" });

        Events.ExpectEvent<ChildStarted>("other");
        Events.ExpectNoEvent("other");
        Assert.Equal("web", Assert.Single(Events.Pending).Name);
        Events.ExpectEvent<ChildStarted>();
        Events.ExpectNoEvent();
    }

    [Fact]
    public async Task A_probe_may_hear_one_spinner_only()
    {
        var jobs = this.SubscribeSpinnerEvents("jobs");
        await using var other = Sys.CreateSpinner(VirtualTime.Options(Clock, FakeLauncher.Obedient()), "jobs");

        await Spinner.StartAsync(Web);
        await other.StartAsync(Web with { Name = "nightly" });

        Assert.Equal("nightly", jobs.ExpectEvent<ChildStarted>().Name);
        jobs.ExpectNoEvent();
    }

    private async Task<string> StateMessage(string child) =>
        (await Assert.ThrowsAsync<ExpectationException>(() => Spinner.ExpectState(child, ChildState.Started, TimeSpan.Zero))).Message;

    private static string EventMessage(Action expect) => Assert.Throws<ExpectationException>(expect).Message;
}
