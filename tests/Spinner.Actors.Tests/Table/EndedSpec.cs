namespace Spinner.Actors.Tests.Table;

/// <summary>A worker, and what its exit means by its restart policy.</summary>
public class EndedSpec(TableSystem table) : ChildSpecs(table)
{
    protected override SpinnerOptions Adjust(SpinnerOptions options) => options with
    {
        Children = [.. options.Children.Select(c => c with { Kind = ChildKind.Worker })],
    };

    [Fact]
    public void A_worker_is_started_with_no_endpoint_and_never_idle()
    {
        var start = InStarting();
        Assert.Equal((ChildEndpoint.None, Readiness.Alive, Seconds(1)), (Launch.Plan.Endpoint, Launch.Plan.Ready, Launch.Plan.ReadyAfter));
        Assert.DoesNotContain("PORT", Launch.Plan.Environment);

        Launch.BecomeReady();

        Assert.Equal(ChildEndpoint.None, start.Gets<ChildReady>().Endpoint);
        Clock.Advance(TimeSpan.FromDays(365));
        Is(ChildState.Started);
        ForgetEvents();
    }

    [Theory]
    [InlineData(RestartPolicy.Always, 0, false)]
    [InlineData(RestartPolicy.Always, 1, false)]
    [InlineData(RestartPolicy.Always, 4, true)]
    [InlineData(RestartPolicy.Always, null, false)]
    [InlineData(RestartPolicy.OnFailure, 0, true)]
    [InlineData(RestartPolicy.OnFailure, 1, false)]
    [InlineData(RestartPolicy.OnFailure, 4, true)]
    [InlineData(RestartPolicy.OnFailure, null, false)]
    [InlineData(RestartPolicy.Never, 0, true)]
    [InlineData(RestartPolicy.Never, 1, true)]
    [InlineData(RestartPolicy.Never, null, true)]
    public void Exited_while_Started(RestartPolicy restart, int? code, bool isEnd)
    {
        Started(restart);

        if (code is { } exit) Launch.Exit(exit);
        else Launch.ExitBySignal(9);

        if (!isEnd)
        {
            Is(ChildState.Restarting);
            Launched(2);
            Published<ChildError>(TransitionCause.Crash);
            return;
        }
        Is(ChildState.Stopped);
        Launched(1);
        Published<ChildStopped>(TransitionCause.Ended);
        Assert.Equal(code is null ? "ended with signal SIGKILL" : $"ended with exit code {code}", Info.DownBecause);
        Clock.Advance(TimeSpan.FromDays(1));
        Launched(1);
    }

    [Theory, InlineData(RestartPolicy.Always), InlineData(RestartPolicy.OnFailure), InlineData(RestartPolicy.Never)]
    public void An_exit_before_it_has_lived_long_enough_is_a_failed_attempt(RestartPolicy restart)
    {
        Send(Start with { Options = With(restart) });

        Launch.Exit(0);

        Assert.Equal("ended with exit code 0 before it had lived for 1 s", Published<ChildError>(TransitionCause.Start).Detail);
        Clock.Advance(Seconds(0.24));
        Launched(2);
    }

    [Fact]
    public void A_start_after_the_end_launches_it_again()
    {
        Started(RestartPolicy.Never);
        Launch.Exit(0);
        ForgetEvents();

        Send(Start);

        Launched(2);
    }

    [Fact]
    public void What_is_kept_and_has_ended_stays_so()
    {
        Send(Start with { Options = With(RestartPolicy.OnFailure) with { Keep = true } });
        Launch.BecomeReady();
        Launch.Exit(0);
        ForgetEvents();

        Clock.Advance(TimeSpan.FromDays(1));

        Is(ChildState.Stopped);
        Launched(1);
    }

    private void Started(RestartPolicy restart)
    {
        Send(Start with { Options = With(restart) });
        Launch.BecomeReady();
        ForgetEvents();
    }

    private ChildOptions With(RestartPolicy restart) => Options with { Kind = ChildKind.Worker, Restart = restart, NoRestartCodes = [4] };
}
