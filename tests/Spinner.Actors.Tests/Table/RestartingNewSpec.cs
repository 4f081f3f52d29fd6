namespace Spinner.Actors.Tests.Table;

/// <summary>Restarting, with the new launch alive.</summary>
public class RestartingNewSpec(TableSystem table) : AwaitedLaunchContract(table)
{
    protected override ChildState State => ChildState.Restarting;

    protected override TransitionCause Cause => TransitionCause.Restart;

    protected override int Number => 2;

    protected override Listener InState() => InRestartingNew();

    internal override ReplyWaiter InStateCancellable()
    {
        InStarted();
        var restart = SendCancellable(Restart);
        Launch.Exit(0);
        return restart;
    }

    protected override ChildEvent Announced(TransitionCause cause)
    {
        var announced = Published<ChildRestarted>(cause);
        Assert.Equal((Launch.Plan.Endpoint, Launch.Pid), (announced.Endpoint, announced.Pid));
        return announced;
    }

    [Fact]
    public void StopTimedOut_of_one_that_was_terminated_kills()
    {
        InRestartingNew();
        FileChanges();

        Clock.Advance(Seconds(10));

        Is(ChildState.Restarting);
        Signalled("SIGTERM", "SIGKILL");
    }
}
