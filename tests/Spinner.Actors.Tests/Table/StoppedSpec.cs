namespace Spinner.Actors.Tests.Table;

public class StoppedSpec : ChildSpecs
{
    [Fact]
    public void Start_while_Stopped_launches()
    {
        var start = Send(new StartChild(Name, Options));

        Assert.Equal(ChildState.Starting, Info.State);
        Launch.BecomeReady();
        var ready = start.ExpectMsg<Ready>();
        Assert.Equal(Launch.Plan.Endpoint, ready.Endpoint);
        Assert.Equal(ChildState.Started, Info.State);
        Events.ExpectMsg<ChildStarted>(e => e is { Sequence: 1, Name: Name, Launch: 1, Cause: Cause.Start });
        var stop = Send(new StopChild(Name));
        stop.ExpectNoMsg(TimeSpan.Zero);
        Launch.Exit(0);
        stop.ExpectMsg<Stopped>(s => s.WasRunning);
        Assert.Empty(Endpoints.Out);
        Unhandled.ExpectNoMsg(TimeSpan.Zero);
    }
}
