using Akka.Actor;
using Spinner.Actors.TestKit;
using Spinner.Actors.Tests.Table;

namespace Spinner.Actors.Tests.Overlap;

/// <summary>
/// One child with <see cref="ReloadMode.Overlap"/> in virtual time. Times: start 30 s, drain 15 s, stop 10 s, kill 5 s. Beyond what every table
/// spec looks at: never more than three launches live.
/// </summary>
public abstract class OverlapSpecs(TableSystem table) : ChildSpecs(table)
{
    protected override int MostAlive => 3;

    protected override SpinnerOptions Adjust(SpinnerOptions options) => options with { Defaults = new ChildOptions { Reload = ReloadMode.Overlap } };

    /// <summary>The launch of that number, counted from 1.</summary>
    protected FakeLaunch Nth(int launch) => Launcher.Launches[launch - 1];

    protected IActorRef NthActor(int launch) => Find($"child-1/launch-{launch}");

    /// <summary>The signals a launch has got so far.</summary>
    protected void Got(int launch, params string[] signals) => Assert.Equal(signals, Nth(launch).Signals);

    protected void Lives(params int[] launches) =>
        Assert.Equal(launches, Enumerable.Range(1, Launcher.Launches.Count).Where(n => Nth(n).IsAlive));

    protected void Serves(int launch)
    {
        Is(ChildState.Started);
        Assert.Equal((Nth(launch).Plan.Endpoint, Nth(launch).Pid), (Info.Endpoint, Info.Pid));
        Assert.Equal((launch, launch), (Gate!.Ready.Launch, Info.Launch));
        Assert.False(Gate.IsClosed);
    }

    /// <summary>One launch serves, a second was spawned and is not ready.</summary>
    protected Listener InReplacing()
    {
        InStarted();
        return Send(Restart);
    }

    /// <summary>As <see cref="InReplacing"/>, and nobody waits.</summary>
    protected void InReplacingByFile()
    {
        InStarted();
        FileChanges();
    }

    /// <summary>One launch serves, an endpoint is asked for another, and nobody answers.</summary>
    protected Listener InReplacingAsked()
    {
        InStarted();
        HoldEndpoints();
        return Send(Restart);
    }

    /// <summary>The second launch is to be followed by a third, and is terminating.</summary>
    protected Listener InReplacingSuperseded()
    {
        var restart = InReplacing();
        FileChanges();
        return restart;
    }

    /// <summary>The second launch missed the deadline and got SIGKILL.</summary>
    protected Listener InReplacingLate()
    {
        var restart = InReplacing();
        Clock.Advance(Seconds(30));
        return restart;
    }

    /// <summary>The next launch serves; the one before it is in use.</summary>
    protected void TakesOver()
    {
        Gate!.TryEnter();
        FileChanges();
        Launch.BecomeReady();
        ForgetEvents();
    }

    /// <summary>The second launch serves; the first is in use.</summary>
    protected void InStartedRetired()
    {
        InStarted();
        TakesOver();
    }

    /// <summary>The third launch serves, the first two are in use: no room for a fourth.</summary>
    protected void InStartedFull()
    {
        InStartedRetired();
        TakesOver();
    }

    /// <summary>The child serves on as before.</summary>
    protected void KeepsOld(TransitionCause cause, int launch, string why)
    {
        Serves(launch);
        var error = Published<ChildError>(cause);
        Assert.Equal(SpinnerError.KeptOld, error.Reason);
        Assert.Contains(why, error.Detail, StringComparison.Ordinal);
        Assert.Contains($"launch {launch} serves on", error.Detail, StringComparison.Ordinal);
    }
}
