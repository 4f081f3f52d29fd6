namespace Spinner.Actors.Tests.Table;

/// <summary>Starting, with a launch alive.</summary>
public class StartingSpec(TableSystem table) : AwaitedLaunchContract(table)
{
    protected override ChildState State => ChildState.Starting;

    protected override TransitionCause Cause => TransitionCause.Start;

    protected override int Number => 1;

    protected override Listener InState() => InStarting();

    internal override ReplyWaiter InStateCancellable() => SendCancellable(Start);

    protected override ChildEvent Announced(TransitionCause cause)
    {
        var announced = Published<ChildStarted>(cause);
        Assert.Equal((Launch.Plan.Endpoint, Launch.Pid), (announced.Endpoint, announced.Pid));
        return announced;
    }
}
