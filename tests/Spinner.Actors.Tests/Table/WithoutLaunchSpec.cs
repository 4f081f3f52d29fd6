using Akka.Actor;

namespace Spinner.Actors.Tests.Table;

/// <summary>Starting, and Restarting, new; both n/a: an endpoint is asked for, or the pause between two attempts runs.</summary>
public class WithoutLaunchSpec(TableSystem table) : ChildSpecs(table)
{
    public static TheoryData<Column> Waiting =>
        [Column.StartingAsked, Column.StartingPause, Column.RestartingNewAsked, Column.RestartingNewPause];

    public static TheoryData<Column> Asked => [Column.StartingAsked, Column.RestartingNewAsked];

    public static TheoryData<Column> Pausing => [Column.StartingPause, Column.RestartingNewPause];

    [Theory, MemberData(nameof(Waiting))]
    public void Start_without_launch_joins(Column column)
    {
        var first = Enter(column);

        var second = Send(Start);

        first.Waits();
        second.Waits();
        IsStill(column);
        GoOn(column);
        Launch.BecomeReady();
        AnswersReady(first);
        AnswersReady(second);
        PublishedReady(column, CauseOf(column));
    }

    [Theory, MemberData(nameof(Waiting))]
    public void Stop_without_launch_settles_at_once(Column column)
    {
        var first = Enter(column);

        var stop = Send(Stop);

        Rejects(first, SpinnerError.Aborted);
        AnswersStopped(stop);
        Is(ChildState.Stopped);
        Published<ChildStopped>(TransitionCause.Stop);
        NothingFollows();
    }

    [Theory, MemberData(nameof(Waiting))]
    public void Restart_without_launch_launches_at_once_with_fresh_attempts(Column column)
    {
        var first = Enter(column);

        var restart = Send(Restart);

        Is(ChildState.Restarting);
        if (IsAsked(column)) AnswerEndpoints();
        LaunchesWithAllAttempts(column);
        first.Waits();
        Launch.BecomeReady();
        AnswersReady(first);
        AnswersReady(restart);
        PublishedReady(column, TransitionCause.Restart);
    }

    [Theory, MemberData(nameof(Waiting))]
    public void FileChanged_without_launch_launches_at_once_with_fresh_attempts(Column column)
    {
        var first = Enter(column);

        FileChanges();

        Is(ChildState.Restarting);
        if (IsAsked(column)) AnswerEndpoints();
        LaunchesWithAllAttempts(column);
        Launch.BecomeReady();
        AnswersReady(first);
        PublishedReady(column, TransitionCause.FileChanged);
    }

    [Theory, MemberData(nameof(Asked))]
    public void EndpointGranted_spawns(Column column)
    {
        var first = Enter(column);
        Launched(Before(column));

        AnswerEndpoints();

        Launched(Before(column) + 1);
        first.Waits();
        IsStill(column);
        Assert.Equal(Launch.Pid, Info.Pid);
    }

    [Theory, InlineData(false), InlineData(true)]
    public void NoEndpoint_rejects_and_may_be_tried_again_at_once(bool isRestart)
    {
        var first = isRestart ? InRestartingOld() : null;
        Endpoints.RefuseNext("all taken");

        if (isRestart) Launch.Exit(0);
        first ??= Send(Start);

        var rejected = first.Gets<Rejected>();
        Assert.Equal(
            (SpinnerError.NoEndpoint, "all taken", 0, Clock.GetUtcNow()), (rejected.Reason, rejected.Detail, rejected.Attempts, rejected.RetryAt));
        Is(ChildState.Faulted);
        Launched(isRestart ? 1 : 0);
        var cause = isRestart ? TransitionCause.Restart : TransitionCause.Start;
        Assert.Equal(0, Published<ChildError>(cause).Attempt);
        Assert.Equal(SpinnerError.NoEndpoint, Published<ChildFaulted>(cause).Fault.Reason);
    }

    [Theory, MemberData(nameof(Pausing))]
    public void NoEndpoint_for_the_second_attempt_tells_no_exit_of_the_first(Column column)
    {
        Enter(column);
        Endpoints.RefuseNext("all taken");

        Clock.Advance(Seconds(0.24));

        var error = Published<ChildError>(CauseOf(column));
        Assert.Equal((SpinnerError.NoEndpoint, null), (error.Reason, error.Exit));
        Assert.Empty(error.ErrorTail);
        Published<ChildFaulted>(CauseOf(column));
    }

    [Theory, MemberData(nameof(Pausing))]
    public void BackoffDue_asks_for_an_endpoint(Column column)
    {
        var first = Enter(column);

        Clock.Advance(Seconds(0.24));

        Launched(Before(column) + 1);
        first.Waits();
        IsStill(column);
    }

    [Theory, MemberData(nameof(Waiting))]
    public void StartTimedOut_without_launch_withdraws_and_rejects(Column column)
    {
        var first = Enter(column);
        if (!IsAsked(column)) HoldEndpoints();

        Clock.Advance(Seconds(30));

        var rejected = first.Gets<Rejected>();
        Assert.Equal((SpinnerError.StartTimedOut, Clock.GetUtcNow() + Seconds(60)), (rejected.Reason, rejected.RetryAt));
        Is(ChildState.Faulted);
        Published<ChildFaulted>(CauseOf(column));
        NothingFollows();
    }

    [Theory, MemberData(nameof(Waiting))]
    public void Cancelled_without_launch_leaves_and_the_launch_goes_on(Column column)
    {
        Enter(column);
        var start = SendCancellable(Start);

        Manager.Tell(new Cancelled(Name, start));

        GoOn(column);
        Launch.BecomeReady();
        Assert.False(start.Task.IsCompleted);
        PublishedReady(column, CauseOf(column));
    }

    [Theory, MemberData(nameof(Waiting))]
    public void Drain_without_launch_settles_at_once(Column column)
    {
        var first = Enter(column);

        var drain = SendDrain();

        Rejects(first, SpinnerError.ShuttingDown);
        AnswersStopped(drain);
        Is(ChildState.Stopped);
        Rejects(Send(Start), SpinnerError.ShuttingDown);
        Published<ChildStopped>(TransitionCause.Drain);
        NothingFollows();
    }

    [Theory, MemberData(nameof(Waiting))]
    public void Remove_without_launch_ends_at_once(Column column)
    {
        var first = Enter(column);

        var remove = Send(Remove);

        Rejects(first, SpinnerError.Aborted);
        IsRemoved(remove);
        Published<ChildStopped>(TransitionCause.Remove);
        NothingFollows();
    }

    private static bool IsAsked(Column column) => column is Column.StartingAsked or Column.RestartingNewAsked;

    private static bool IsRestart(Column column) => column is Column.RestartingNewAsked or Column.RestartingNewPause;

    private static TransitionCause CauseOf(Column column) => IsRestart(column) ? TransitionCause.Restart : TransitionCause.Start;

    /// <summary>How many launches it took to come there.</summary>
    private static int Before(Column column) => (IsRestart(column) ? 1 : 0) + (IsAsked(column) ? 0 : 1);

    private Listener Enter(Column column) => column switch
    {
        Column.StartingAsked => InStartingAsked(),
        Column.StartingPause => InStartingPause(),
        Column.RestartingNewAsked => InRestartingNewAsked(),
        Column.RestartingNewPause => InRestartingNewPause(),
        _ => throw new ArgumentOutOfRangeException(nameof(column), column, "There a launch is in hand."),
    };

    private void IsStill(Column column) => Is(IsRestart(column) ? ChildState.Restarting : ChildState.Starting);

    private void PublishedReady(Column column, TransitionCause cause)
    {
        if (IsRestart(column)) Published<ChildRestarted>(cause);
        else Published<ChildStarted>(cause);
    }

    private void GoOn(Column column)
    {
        if (IsAsked(column)) AnswerEndpoints();
        else Clock.Advance(Seconds(0.24));
    }

    /// <summary>Neither a late answer nor the end of the pause launches anything.</summary>
    private void NothingFollows()
    {
        var launches = Launcher.Launches.Count;
        AnswerEndpoints();
        Clock.Advance(Seconds(20));
        Launched(launches);
        Assert.Empty(Endpoints.Out);
    }

    private void LaunchesWithAllAttempts(Column column)
    {
        Launched(Before(column) + 1);
        Launch.Exit(1);
        Clock.Advance(Seconds(0.24));
        Launch.Exit(1);
        Clock.Advance(Seconds(0.48));
        Launched(Before(column) + 3);
        ForgetEvents();
    }
}
