using Akka.Actor;

namespace Spinner.Actors.Tests.Table;

// The ways into the states. Each gives the one who waits there, and the events on the way are forgotten.
public abstract partial class ChildSpecs
{
    private bool _endpointsAreHeld;

    /// <summary>The columns of the table, those with several meanings split.</summary>
    public enum Column
    {
        Stopped, StartingAsked, Starting, StartingPause, StartingLate, Started, Stopping,
        RestartingOld, RestartingNewAsked, RestartingNew, RestartingNewPause, Faulted, Unkillable,
    }

    public static TheoryData<Column> Columns => [.. Enum.GetValues<Column>()];

    protected static StartChild Start => new(Name);
    protected static StopChild Stop => new(Name);
    protected static RestartChild Restart => new(Name);
    protected static RemoveChild Remove => new(Name);

    /// <summary>As <see cref="Start"/>, with options that differ from those in force.</summary>
    protected StartChild StartOther => new(Name, Options with { Args = ["other"] });

    protected Listener InStarting() => There(Send(Start));

    /// <summary>The endpoint is asked for, and nobody answers.</summary>
    protected Listener InStartingAsked()
    {
        HoldEndpoints();
        return InStarting();
    }

    /// <summary>The first attempt has failed; the pause before the second runs.</summary>
    protected Listener InStartingPause()
    {
        var start = InStarting();
        Launch.Exit(1);
        return There(start);
    }

    /// <summary>It missed the start deadline and got SIGKILL.</summary>
    protected Listener InStartingLate()
    {
        var start = InStarting();
        Clock.Advance(Seconds(30));
        return start;
    }

    protected void InStarted()
    {
        var start = InStarting();
        Launch.BecomeReady();
        start.Gets<ChildReady>();
        There(start);
    }

    protected Listener InStopping()
    {
        InStarted();
        return Send(Stop);
    }

    protected Listener InRestartingOld()
    {
        InStarted();
        return Send(Restart);
    }

    protected Listener InRestartingNew()
    {
        var restart = InRestartingOld();
        Launch.Exit(0);
        return restart;
    }

    protected Listener InRestartingNewAsked()
    {
        var restart = InRestartingOld();
        HoldEndpoints();
        Launch.Exit(0);
        return restart;
    }

    protected Listener InRestartingNewPause()
    {
        var restart = InRestartingNew();
        Launch.Exit(1);
        return There(restart);
    }

    /// <summary>Two crashes within the tolerance; starts are refused for 60 s.</summary>
    protected void InFaulted()
    {
        InStarted();
        Launch.Exit(1);
        Launch.BecomeReady();
        Launch.Exit(1);
        There(null);
    }

    /// <summary>SIGKILL did not help: entered from Stopping.</summary>
    protected void InUnkillable()
    {
        var stop = InStopping();
        Clock.Advance(Seconds(10));
        Clock.Advance(Seconds(5));
        stop.Gets<StopFailed>();
        There(null);
    }

    /// <summary>The same, entered from Restarting: nobody wanted the child stopped.</summary>
    protected void InUnkillableReplaced()
    {
        InRestartingOld();
        Clock.Advance(Seconds(10));
        Clock.Advance(Seconds(5));
        There(null);
    }

    protected void In(Column column)
    {
        switch (column)
        {
            case Column.StartingAsked: InStartingAsked(); break;
            case Column.Starting: InStarting(); break;
            case Column.StartingPause: InStartingPause(); break;
            case Column.StartingLate: InStartingLate(); break;
            case Column.Started: InStarted(); break;
            case Column.Stopping: InStopping(); break;
            case Column.RestartingOld: InRestartingOld(); break;
            case Column.RestartingNewAsked: InRestartingNewAsked(); break;
            case Column.RestartingNew: InRestartingNew(); break;
            case Column.RestartingNewPause: InRestartingNewPause(); break;
            case Column.Faulted: InFaulted(); break;
            case Column.Unkillable: InUnkillable(); break;
        }
    }

    /// <summary>From now on nobody answers who asks for an endpoint.</summary>
    protected void HoldEndpoints()
    {
        ((IInternalActorRef)Find("ports")).Suspend();
        _endpointsAreHeld = true;
    }

    /// <summary>Everybody who asked for an endpoint is answered.</summary>
    protected void AnswerEndpoints()
    {
        if (_endpointsAreHeld) ((IInternalActorRef)Find("ports")).Resume();
        _endpointsAreHeld = false;
    }

    private Listener There(Listener? waiting)
    {
        _events.Forget();
        return waiting!;
    }
}
