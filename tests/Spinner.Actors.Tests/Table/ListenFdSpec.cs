namespace Spinner.Actors.Tests.Table;

/// <summary>A child whose listener the spinner holds: one endpoint over all launches, ready as soon as it lives.</summary>
public class ListenFdSpec(TableSystem table) : ChildSpecs(table)
{
    [Fact]
    public void Every_launch_gets_the_same_endpoint_until_the_child_is_removed()
    {
        InStarted();
        var first = Launch.Plan;
        Assert.True(first.PassListener);
        Send(Stop);
        Launch.Exit(0);
        Assert.Equal([first.Endpoint], Endpoints.Out);

        Send(Start);
        Assert.Equal(first.Endpoint, Launch.Plan.Endpoint);
        Launch.BecomeReady();
        Send(Restart);
        Launch.Exit(0);
        Assert.Equal(first.Endpoint, Launch.Plan.Endpoint);

        Send(Remove);
        Launch.Exit(0);
        Assert.Empty(Endpoints.Out);
        ForgetEvents();
    }

    [Fact]
    public void Other_options_may_bring_another_endpoint_and_the_listener_is_given_back()
    {
        InStarted();
        Send(Stop);
        Launch.Exit(0);
        Send(new StartChild(Name, Options with { Endpoint = EndpointSpec.Unix }));

        Assert.False(Launch.Plan.PassListener);
        Assert.IsType<UnixEndpoint>(Launch.Plan.Endpoint);
        Assert.Equal([Launch.Plan.Endpoint], Endpoints.Out);
        ForgetEvents();
    }

    [Fact]
    public void An_exit_within_the_start_timeout_is_no_crash_but_an_attempt_that_failed()
    {
        InStarted();
        foreach (var pause in new[] { 0.2, 0.4 })
        {
            var launches = Launcher.Launches.Count;
            Clock.Advance(Seconds(29));
            Launch.Exit(3);
            Is(ChildState.Restarting);
            Assert.Equal(SpinnerError.ExitedBeforeReady, Published<ChildError>(TransitionCause.Crash).Reason);
            Clock.Advance(Seconds(pause * 0.8) - TimeSpan.FromMilliseconds(1));
            Launched(launches);
            Clock.Advance(Seconds(pause * 0.4) + TimeSpan.FromMilliseconds(2));
            Launched(launches + 1);
            Launch.BecomeReady();
            Is(ChildState.Started);
            Published<ChildRestarted>(TransitionCause.Crash);
        }

        Launch.StatusText = "no database";
        Launch.Exit(3);
        Is(ChildState.Faulted);
        Assert.Equal("ended with exit code 3 within 30 s of taking over its listener; its status: no database", Info.Fault!.Detail);
        Send(Remove).Gets<ChildRemoved>();
        ForgetEvents();
    }

    [Fact]
    public void A_later_exit_is_a_crash()
    {
        InStarted();
        Clock.Advance(Seconds(30));
        Launch.Exit(3);

        Launched(2);
        Assert.Equal(SpinnerError.Crashed, Published<ChildError>(TransitionCause.Crash).Reason);
    }

    [Fact]
    public void One_that_says_when_it_is_ready_crashes_like_any_other()
    {
        Send(new StartChild(Name, Options with { Ready = Readiness.Notify, Endpoint = EndpointSpec.ListenFd }));
        Launch.BecomeReady();
        ForgetEvents();
        Launch.Exit(3);

        Launched(2);
        Assert.Equal(SpinnerError.Crashed, Published<ChildError>(TransitionCause.Crash).Reason);
    }

    [Fact]
    public void A_stop_during_the_pause_keeps_the_listener()
    {
        InStarted();
        Launch.Exit(3);
        AnswersStopped(Send(Stop));
        Assert.Single(Endpoints.Out);
        Send(Remove).Gets<ChildRemoved>();
        ForgetEvents();
    }

    protected override SpinnerOptions Adjust(SpinnerOptions options) =>
        options with { Children = [.. options.Children.Select(c => c with { Endpoint = EndpointSpec.ListenFd })] };
}
