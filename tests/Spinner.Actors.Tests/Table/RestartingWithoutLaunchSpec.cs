using Akka.Actor;

namespace Spinner.Actors.Tests.Table;

/// <summary>Restarting, new, n/a: an endpoint is asked for, or the pause between two attempts runs.</summary>
public class RestartingWithoutLaunchSpec(TableSystem table) : ChildSpecs(table)
{
    public enum While
    {
        EndpointIsAsked,
        PauseRuns,
    }

    [Theory, InlineData(While.EndpointIsAsked), InlineData(While.PauseRuns)]
    public void Start_while_Restarting_new_without_launch_joins(While waiting)
    {
        var restart = In(waiting);

        var start = Send(Start);

        restart.Waits();
        start.Waits();
        Is(ChildState.Restarting);
        GoOn(waiting);
        Launch.BecomeReady();
        AnswersReady(restart);
        AnswersReady(start);
        Published<ChildRestarted>(Cause.Restart);
    }

    [Theory, InlineData(While.EndpointIsAsked), InlineData(While.PauseRuns)]
    public void Stop_while_Restarting_new_without_launch_settles_at_once(While waiting)
    {
        var restart = In(waiting);

        var stop = Send(Stop);

        Rejects(restart, StartFailure.Aborted);
        AnswersStopped(stop);
        Is(ChildState.Stopped);
        Published<ChildStopped>(Cause.Stop);
        NothingFollows(waiting);
    }

    [Theory, InlineData(While.EndpointIsAsked), InlineData(While.PauseRuns)]
    public void Restart_while_Restarting_new_without_launch_launches_at_once_with_fresh_attempts(While waiting)
    {
        var first = In(waiting);

        var second = Send(Restart);

        Is(ChildState.Restarting);
        if (waiting == While.EndpointIsAsked) AnswerEndpoints();
        LaunchesWithAllAttempts(waiting);
        first.Waits();
        Launch.BecomeReady();
        AnswersReady(first);
        AnswersReady(second);
        Published<ChildRestarted>(Cause.Restart);
    }

    [Theory, InlineData(While.EndpointIsAsked), InlineData(While.PauseRuns)]
    public void FileChanged_while_Restarting_new_without_launch_launches_at_once_with_fresh_attempts(While waiting)
    {
        var restart = In(waiting);

        FileChanges();

        Is(ChildState.Restarting);
        if (waiting == While.EndpointIsAsked) AnswerEndpoints();
        LaunchesWithAllAttempts(waiting);
        Launch.BecomeReady();
        AnswersReady(restart);
        Published<ChildRestarted>(Cause.FileChanged);
    }

    [Fact]
    public void EndpointGranted_while_Restarting_new_spawns()
    {
        var restart = InRestartingNewAsked();
        Launched(1);

        AnswerEndpoints();

        Launched(2);
        restart.Waits();
        Is(ChildState.Restarting);
        Assert.Equal(Launch.Pid, Info.Pid);
    }

    [Fact]
    public void NoEndpoint_while_Restarting_new_rejects_and_may_be_tried_again_at_once()
    {
        var restart = InRestartingOld();
        Endpoints.RefuseNext("all taken");

        Launch.Exit(0);

        var rejected = restart.Gets<Rejected>();
        Assert.Equal((StartFailure.NoEndpoint, "all taken", 0, Clock.GetUtcNow()), (rejected.Reason, rejected.Detail, rejected.Attempts, rejected.RetryAt));
        Is(ChildState.Faulted);
        Launched(1);
        Assert.Equal(0, Published<ChildError>(Cause.Restart).Attempt);
        Assert.Equal(StartFailure.NoEndpoint, Published<ChildFaulted>(Cause.Restart).Fault.Reason);
    }

    [Fact]
    public void NoEndpoint_while_Restarting_new_the_second_attempt_tells_no_exit_of_the_first()
    {
        InRestartingNewPause();
        Endpoints.RefuseNext("all taken");

        Clock.Advance(Seconds(0.24));

        var error = Published<ChildError>(Cause.Restart);
        Assert.Equal((StartFailure.NoEndpoint, null), (error.Failure, error.Exit));
        Assert.Empty(error.ErrorTail);
        Published<ChildFaulted>(Cause.Restart);
    }

    [Fact]
    public void BackoffDue_while_Restarting_new_asks_for_an_endpoint()
    {
        var restart = InRestartingNewPause();

        Clock.Advance(Seconds(0.24));

        Launched(3);
        restart.Waits();
        Is(ChildState.Restarting);
    }

    [Theory, InlineData(While.EndpointIsAsked), InlineData(While.PauseRuns)]
    public void StartTimedOut_while_Restarting_new_without_launch_withdraws_and_rejects(While waiting)
    {
        var restart = In(waiting);
        if (waiting == While.PauseRuns) HoldEndpoints();

        Clock.Advance(Seconds(30));

        var rejected = restart.Gets<Rejected>();
        Assert.Equal((StartFailure.StartTimedOut, Clock.GetUtcNow() + Seconds(60)), (rejected.Reason, rejected.RetryAt));
        Is(ChildState.Faulted);
        Published<ChildFaulted>(Cause.Restart);
        NothingFollows(While.EndpointIsAsked);
    }

    [Theory, InlineData(While.EndpointIsAsked), InlineData(While.PauseRuns)]
    public void Cancelled_while_Restarting_new_without_launch_leaves_and_the_launch_goes_on(While waiting)
    {
        In(waiting);
        var start = SendCancellable(Start);

        Manager.Tell(new Cancelled(Name, start));

        GoOn(waiting);
        Launch.BecomeReady();
        Assert.False(start.Task.IsCompleted);
        Published<ChildRestarted>(Cause.Restart);
    }

    [Theory, InlineData(While.EndpointIsAsked), InlineData(While.PauseRuns)]
    public void Drain_while_Restarting_new_without_launch_settles_at_once(While waiting)
    {
        var restart = In(waiting);

        var drain = SendDrain();

        Rejects(restart, StartFailure.ShuttingDown);
        AnswersStopped(drain);
        Is(ChildState.Stopped);
        Rejects(Send(Start), StartFailure.ShuttingDown);
        Published<ChildStopped>(Cause.Drain);
        NothingFollows(waiting);
    }

    [Theory, InlineData(While.EndpointIsAsked), InlineData(While.PauseRuns)]
    public void Remove_while_Restarting_new_without_launch_ends_at_once(While waiting)
    {
        var restart = In(waiting);

        var remove = Send(Remove);

        Rejects(restart, StartFailure.Aborted);
        IsRemoved(remove);
        Published<ChildStopped>(Cause.Remove);
        NothingFollows(waiting);
    }

    private Listener In(While waiting) => waiting == While.EndpointIsAsked ? InRestartingNewAsked() : InRestartingNewPause();

    private void GoOn(While waiting)
    {
        if (waiting == While.EndpointIsAsked) AnswerEndpoints();
        else Clock.Advance(Seconds(0.24));
    }

    /// <summary>Neither a late answer nor the end of the pause launches anything.</summary>
    private void NothingFollows(While waiting)
    {
        var launches = Launcher.Launches.Count;
        if (waiting == While.EndpointIsAsked) AnswerEndpoints();
        Clock.Advance(Seconds(20));
        Launched(launches);
        Assert.Empty(Endpoints.Out);
    }

    private void LaunchesWithAllAttempts(While waiting)
    {
        Launched(waiting == While.EndpointIsAsked ? 2 : 3);
        Launch.Exit(1);
        Clock.Advance(Seconds(0.24));
        Launch.Exit(1);
        Clock.Advance(Seconds(0.48));
        Launched(waiting == While.EndpointIsAsked ? 4 : 5);
        ForgetEvents();
    }
}
