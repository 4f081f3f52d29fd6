using Akka.Actor;

namespace Spinner.Actors.Tests.Table;

/// <summary>A task is ready when it has ended well: Starting → Stopped.</summary>
public class TaskSpec(TableSystem table) : ChildSpecs(table)
{
    protected override SpinnerOptions Adjust(SpinnerOptions options) => options with
    {
        Children = [.. options.Children.Select(c => c with { Kind = ChildKind.Task, SuccessCodes = [0, 2] })],
    };

    [Theory, InlineData(0), InlineData(2)]
    public void Exited_well_while_Starting_completes_the_task(int code)
    {
        var start = InStarting();
        Assert.Equal((ChildEndpoint.None, Readiness.Exit), (Launch.Plan.Endpoint, Launch.Plan.Ready));
        Clock.Advance(Seconds(3));

        Launch.Exit(code);

        Assert.Equal(new ChildCompleted { Name = Name, Launch = 1, Exit = ExitStatus.Exited(code), Duration = Seconds(3) }, start.Gets<ChildCompleted>());
        Is(ChildState.Stopped);
        Assert.Equal(new { Exit = (ExitStatus?)ExitStatus.Exited(code), Duration = (TimeSpan?)Seconds(3) }, Published<ChildStopped>(TransitionCause.Done) is var done ? new { done.Exit, done.Duration } : null);
        Assert.Equal((ExitStatus.Exited(code), "done"), (Info.LastExit, Info.DownBecause));
    }

    [Fact]
    public void Exited_otherwise_while_Starting_is_a_failed_attempt_and_there_is_one()
    {
        var start = InStarting();

        Launch.Exit(1);

        var rejected = start.Gets<Rejected>();
        Assert.Equal((SpinnerError.ExitedBeforeReady, ExitStatus.Exited(1), 1), (rejected.Reason, rejected.LastExit, rejected.Attempts));
        Assert.Equal("ended with exit code 1; success is 0, 2", rejected.Detail);
        Is(ChildState.Faulted);
        Launched(1);
        Published<ChildError>(TransitionCause.Start);
        Published<ChildFaulted>(TransitionCause.Start);
        Send(Start).Waits();
        Launched(2);
    }

    [Fact]
    public void Exited_by_a_signal_is_no_success()
    {
        var start = InStarting();

        Launch.ExitBySignal(15);

        Rejects(start, SpinnerError.ExitedBeforeReady);
        ForgetEvents();
    }

    [Fact]
    public void With_more_attempts_it_is_run_again()
    {
        var start = Send(Start with { Options = Options with { Kind = ChildKind.Task, Attempts = 2 } });
        Launch.Exit(1);
        Clock.Advance(Seconds(0.24));

        Launch.Exit(0);

        Assert.Equal(2, start.Gets<ChildCompleted>().Launch);
        ForgetEvents();
    }

    [Fact]
    public void Nothing_is_late_without_a_deadline()
    {
        var start = InStarting();

        Clock.Advance(TimeSpan.FromDays(3));

        start.Waits();
        Signalled();
        Launch.Exit(0);
        Assert.Equal(TimeSpan.FromDays(3), start.Gets<ChildCompleted>().Duration);
        ForgetEvents();
    }

    [Fact]
    public void A_refusal_that_may_pass_is_tried_again_without_a_deadline_too()
    {
        Launcher.FailNext(SpawnFailure.Unavailable, "too many open files");
        var start = Send(Start);
        start.Waits();

        Clock.Advance(Seconds(0.24));

        Launched(1);
        Launch.Exit(0);
        start.Gets<ChildCompleted>();
        ForgetEvents();
    }

    [Fact]
    public void A_deadline_ends_it_even_when_it_ends_well_in_that_moment()
    {
        var start = Send(Start with { Options = Options with { Kind = ChildKind.Task, StartTimeout = Seconds(5) } });
        Clock.Advance(Seconds(5));
        Signalled("SIGKILL");

        Launch.Exit(0);

        Assert.Equal((SpinnerError.StartTimedOut, "did not end within 5 s"), (start.Gets<Rejected>() is var r ? r.Reason : default, r.Detail));
        Is(ChildState.Faulted);
        ForgetEvents();
    }

    [Fact]
    public void Many_starts_are_one_run_with_one_answer()
    {
        var starts = Enumerable.Range(0, 200).Select(_ => Send(Start)).ToList();

        Launch.Exit(0);

        Launched(1);
        Assert.Single(starts.Select(s => s.Gets<ChildCompleted>()).Distinct());
        ForgetEvents();
    }

    [Fact]
    public void A_start_after_the_end_runs_it_again()
    {
        InStarting();
        Launch.Exit(0);
        ForgetEvents();

        var start = Send(Start);

        start.Waits();
        Launched(2);
        Launch.Exit(0);
        Assert.Equal(2, start.Gets<ChildCompleted>().Launch);
        Published<ChildStopped>(TransitionCause.Done);
    }

    [Fact]
    public void Restart_while_it_runs_ends_that_run_and_waits_for_the_next()
    {
        var start = InStarting();
        var restart = Send(Restart);
        Launch.Exit(0);
        restart.Waits();
        Launched(2);

        Launch.Exit(0);

        Assert.Equal(2, restart.Gets<ChildCompleted>().Launch);
        Assert.Equal(2, start.Gets<ChildCompleted>().Launch);
        ForgetEvents();
    }

    [Theory, InlineData("Stop"), InlineData("Drain")]
    public void A_stop_while_it_runs_wins_over_its_good_end(string way)
    {
        var start = InStarting();
        var stop = way == "Stop" ? Send(Stop) : SendDrain();

        Launch.Exit(0);

        Rejects(start, way == "Stop" ? SpinnerError.Aborted : SpinnerError.ShuttingDown);
        AnswersStopped(stop);
        Published<ChildStopped>(way == "Stop" ? TransitionCause.Stop : TransitionCause.Drain);
    }

    [Fact]
    public void A_lease_of_a_task_holds_nothing()
    {
        var holder = Send(Start with { Lease = true });

        Launch.Exit(0);

        holder.Gets<ChildCompleted>();
        Assert.Null(Info.AliveBecause);
        ForgetEvents();
    }
}
