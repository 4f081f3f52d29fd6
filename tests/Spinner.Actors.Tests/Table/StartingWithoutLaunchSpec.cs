using Akka.Actor;

namespace Spinner.Actors.Tests.Table;

/// <summary>Starting, n/a: an endpoint is asked for, or the pause between two attempts runs.</summary>
public class StartingWithoutLaunchSpec(TableSystem table) : ChildSpecs(table)
{
    public enum While
    {
        EndpointIsAsked,
        PauseRuns,
    }

    [Theory, InlineData(While.EndpointIsAsked), InlineData(While.PauseRuns)]
    public void Start_while_Starting_without_launch_joins(While waiting)
    {
        var first = In(waiting);

        var second = Send(Start);

        first.Waits();
        second.Waits();
        Is(ChildState.Starting);
        GoOn(waiting);
        Launch.BecomeReady();
        AnswersReady(first);
        AnswersReady(second);
        Published<ChildStarted>(Cause.Start);
    }

    [Theory, InlineData(While.EndpointIsAsked), InlineData(While.PauseRuns)]
    public void Stop_while_Starting_without_launch_settles_at_once(While waiting)
    {
        var start = In(waiting);

        var stop = Send(Stop);

        Rejects(start, StartFailure.Aborted);
        AnswersStopped(stop);
        Is(ChildState.Stopped);
        Published<ChildStopped>(Cause.Stop);
        NothingFollows(waiting);
    }

    [Theory, InlineData(While.EndpointIsAsked), InlineData(While.PauseRuns)]
    public void Restart_while_Starting_without_launch_launches_at_once_with_fresh_attempts(While waiting)
    {
        var start = In(waiting);

        var restart = Send(Restart);

        Is(ChildState.Restarting);
        if (waiting == While.EndpointIsAsked) AnswerEndpoints();
        LaunchesWithAllAttempts(waiting);
        start.Waits();
        Launch.BecomeReady();
        AnswersReady(start);
        AnswersReady(restart);
        Published<ChildStarted>(Cause.Restart);
    }

    [Theory, InlineData(While.EndpointIsAsked), InlineData(While.PauseRuns)]
    public void FileChanged_while_Starting_without_launch_launches_at_once_with_fresh_attempts(While waiting)
    {
        var start = In(waiting);

        FileChanges();

        Is(ChildState.Restarting);
        if (waiting == While.EndpointIsAsked) AnswerEndpoints();
        LaunchesWithAllAttempts(waiting);
        Launch.BecomeReady();
        AnswersReady(start);
        Published<ChildStarted>(Cause.FileChanged);
    }

    [Fact]
    public void EndpointGranted_while_Starting_spawns()
    {
        var start = InStartingAsked();
        Launched(0);

        AnswerEndpoints();

        Launched(1);
        start.Waits();
        Is(ChildState.Starting);
        Assert.Equal(Launch.Pid, Info.Pid);
    }

    [Fact]
    public void NoEndpoint_while_Starting_rejects_and_may_be_tried_again_at_once()
    {
        Endpoints.RefuseNext("all taken");

        var start = Send(Start);

        var rejected = start.Gets<Rejected>();
        Assert.Equal((StartFailure.NoEndpoint, "all taken", 0, Clock.GetUtcNow()), (rejected.Reason, rejected.Detail, rejected.Attempts, rejected.RetryAt));
        Is(ChildState.Faulted);
        Launched(0);
        Assert.Equal(0, Published<ChildError>(Cause.Start).Attempt);
        Assert.Equal(StartFailure.NoEndpoint, Published<ChildFaulted>(Cause.Start).Fault.Reason);
    }

    [Fact]
    public void NoEndpoint_while_Starting_the_second_attempt_tells_no_exit_of_the_first()
    {
        InStartingPause();
        Endpoints.RefuseNext("all taken");

        Clock.Advance(Seconds(0.24));

        var error = Published<ChildError>(Cause.Start);
        Assert.Equal((StartFailure.NoEndpoint, null), (error.Failure, error.Exit));
        Assert.Empty(error.ErrorTail);
        Published<ChildFaulted>(Cause.Start);
    }

    [Fact]
    public void BackoffDue_while_Starting_asks_for_an_endpoint()
    {
        var start = InStartingPause();

        Clock.Advance(Seconds(0.24));

        Launched(2);
        start.Waits();
        Is(ChildState.Starting);
    }

    [Theory, InlineData(While.EndpointIsAsked), InlineData(While.PauseRuns)]
    public void StartTimedOut_while_Starting_without_launch_withdraws_and_rejects(While waiting)
    {
        var start = In(waiting);
        if (waiting == While.PauseRuns) HoldEndpoints();

        Clock.Advance(Seconds(30));

        var rejected = start.Gets<Rejected>();
        Assert.Equal((StartFailure.StartTimedOut, Clock.GetUtcNow() + Seconds(60)), (rejected.Reason, rejected.RetryAt));
        Is(ChildState.Faulted);
        Published<ChildFaulted>(Cause.Start);
        NothingFollows(While.EndpointIsAsked);
    }

    [Theory, InlineData(While.EndpointIsAsked), InlineData(While.PauseRuns)]
    public void Cancelled_while_Starting_without_launch_leaves_and_the_launch_goes_on(While waiting)
    {
        In(waiting);
        var start = SendCancellable(Start);

        Manager.Tell(new Cancelled(Name, start));

        GoOn(waiting);
        Launch.BecomeReady();
        Assert.False(start.Task.IsCompleted);
        Published<ChildStarted>(Cause.Start);
    }

    [Theory, InlineData(While.EndpointIsAsked), InlineData(While.PauseRuns)]
    public void Drain_while_Starting_without_launch_settles_at_once(While waiting)
    {
        var start = In(waiting);

        var drain = SendDrain();

        Rejects(start, StartFailure.ShuttingDown);
        AnswersStopped(drain);
        Is(ChildState.Stopped);
        Rejects(Send(Start), StartFailure.ShuttingDown);
        Published<ChildStopped>(Cause.Drain);
        NothingFollows(waiting);
    }

    [Theory, InlineData(While.EndpointIsAsked), InlineData(While.PauseRuns)]
    public void Remove_while_Starting_without_launch_ends_at_once(While waiting)
    {
        var start = In(waiting);

        var remove = Send(Remove);

        Rejects(start, StartFailure.Aborted);
        IsRemoved(remove);
        Published<ChildStopped>(Cause.Remove);
        NothingFollows(waiting);
    }

    private Listener In(While waiting) => waiting == While.EndpointIsAsked ? InStartingAsked() : InStartingPause();

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
        Launched(waiting == While.EndpointIsAsked ? 1 : 2);
        Launch.Exit(1);
        Clock.Advance(Seconds(0.24));
        Launch.Exit(1);
        Clock.Advance(Seconds(0.48));
        Launched(waiting == While.EndpointIsAsked ? 3 : 4);
        ForgetEvents();
    }
}
