using Spinner.Actors;


namespace Spinner.Processes.Tests.Engine;

public abstract partial class LauncherContract
{
    [Theory(Timeout = TimeLimit)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Ready_when_the_answer_is_the_wanted_one(bool isUnix)
    {
        ChildEndpoint endpoint = isUnix ? Dummy.FreeUnix() : Dummy.FreeTcp();
        var running = Launch(Dummy.Plan(endpoint, "unwell", "bind") with { Ready = Readiness.Http("/health") });
        await Eventually.HoldsAsync(() => running.Launch.StatusText == "GET /health was answered with 503, not 200-399", "the wrong answer is told");
        Assert.False(running.Observer.IsReady);
        await Dummy.GetAsync(endpoint, "/well");
        Assert.Equal(new LaunchReady(endpoint, Verified: true), await running.Observer.WhenReady);
        Assert.Null(running.Launch.StatusText);
    }

    [Fact(Timeout = TimeLimit)]
    public async Task Any_range_of_answers_may_be_wanted()
    {
        var plan = Dummy.Plan(Dummy.FreeTcp(), "unwell", "bind");
        await LaunchReadyAsync(plan with { Ready = Readiness.Http("/health?deep=1", new StatusRange(200, 200)) });
        await LaunchReadyAsync(Dummy.Plan(Dummy.FreeTcp(), "unwell", "bind") with { Ready = Readiness.Http("/health", new StatusRange(503, 503)) });
    }

    [Fact(Timeout = TimeLimit)]
    public async Task Who_never_gives_the_wanted_answer_ends_by_Kill()
    {
        var running = Launch(Dummy.Plan(Dummy.FreeTcp(), "unwell", "bind") with { Ready = Readiness.Http("/health") });
        await Eventually.HoldsAsync(() => running.Launch.StatusText is not null, "it was asked");
        running.Launch.Kill();
        var exit = await running.EndAsync();
        Assert.Contains("503", exit.StatusText, StringComparison.Ordinal);
        Assert.False(running.Observer.IsReady);
    }

    [Fact(Timeout = TimeLimit)]
    public async Task A_stranger_that_gives_the_wanted_answer_is_never_ready()
    {
        var stranger = await LaunchReadyAsync("bind");
        var exit = await Launch(Dummy.Plan(stranger.Endpoint, "never-bind") with { Ready = Readiness.Http("/") }).EndAsync();
        Assert.Equal(stranger.Launch.Pid, exit.Stranger?.Pid);
    }
}
