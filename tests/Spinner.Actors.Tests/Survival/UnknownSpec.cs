using Akka.Actor;

namespace Spinner.Actors.Tests.Survival;

/// <summary>Names that nobody started, and the manager as actors see it.</summary>
public class UnknownSpec : SurvivalSpecs
{
    [Fact(Timeout = Limit)]
    public async Task A_name_nobody_started_is_no_exception()
    {
        Assert.Null(await Spinner.GetAsync("nobody"));
        Assert.Equal(new NoSuchChild("nobody") { Detail = "no child 'nobody'; none is declared" }, await Spinner.StopAsync("nobody"));
        Assert.Equal(new NoSuchChild("nobody") { Detail = "no child 'nobody'; none is declared" }, await Spinner.RestartAsync("nobody"));
        Assert.Equal(new NoSuchChild("nobody") { Detail = "no child 'nobody'; none is declared" }, await Spinner.RemoveAsync("nobody"));
        Assert.False(Spinner.TryUse("nobody", out _));
        Assert.Empty(await Spinner.ListAsync());
    }

    [Fact(Timeout = Limit)]
    public async Task A_removed_child_is_gone_and_can_be_started_anew()
    {
        var first = await Spinner.StartAsync(Child("bind"));
        var removed = Spinner.RemoveAsync(Name);
        var second = Spinner.StartAsync(Child("bind"));
        Assert.Equal(new ChildRemoved(Name), await removed);
        Assert.Empty(Launches.All[0].Living);
        Assert.Equal(1, (await second).Launch);
        Assert.NotEqual(first.Pid, (await second).Pid);
    }

    [Fact(Timeout = Limit)]
    public async Task Actors_ask_the_manager()
    {
        var ready = await Spinner.Manager.Ask<ChildReady>(new StartChild(Name, Child("bind")));
        Assert.Equal(ready.Pid, (await Spinner.Manager.Ask<ChildInfo>(new GetChild(Name))).Pid);
        var wrong = new StartChild("x", Child("bind") with { Attempts = 0 });
        Assert.Equal(SpinnerError.InvalidOptions, (await Spinner.Manager.Ask<Rejected>(wrong)).Reason);
        Assert.Equal([Name], (await Spinner.Manager.Ask<ChildList>(new ListChildren())).Children.Keys);
        Assert.Equal(new StopSucceeded(Name, WasRunning: true), await Spinner.Manager.Ask<StopSucceeded>(new StopChild(Name)));
        Assert.IsType<NoSuchChild>(await Spinner.Manager.Ask<ISpinnerReply>(new RestartChild("nobody")));
    }
}
