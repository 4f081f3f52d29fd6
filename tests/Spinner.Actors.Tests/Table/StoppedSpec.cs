namespace Spinner.Actors.Tests.Table;

public class StoppedSpec(TableSystem table) : ChildSpecs(table)
{
    [Fact]
    public void Start_while_Stopped_launches()
    {
        var start = Send(Start);

        start.Waits();
        Is(ChildState.Starting);
        Launched(1);
        Signalled();
        Launch.BecomeReady();
        AnswersReady(start);
        Assert.Equal((1, 1), (Published<ChildStarted>(TransitionCause.Start).Launch, (int)Gate!.Ready.Launch));
    }

    [Fact]
    public void Start_while_Stopped_takes_its_options()
    {
        var start = Send(StartOther);

        Assert.Equal(["other"], Launch.Plan.Args);
        Launch.BecomeReady();
        Assert.False(start.Gets<ChildReady>().OptionsIgnored);
        Published<ChildStarted>(TransitionCause.Start);
    }

    [Fact]
    public void Start_while_Stopped_without_its_monitored_path_is_rejected()
    {
        var start = Send(new StartChild(Name, Options with { Monitor = MonitorTarget.Path("/no/such/path") }));

        Rejects(start, SpinnerError.MonitorMissing);
        Is(ChildState.Stopped);
        Launched(0);
    }

    [Fact]
    public void Start_while_Stopped_that_is_rejected_leaves_the_options_as_they_were()
    {
        Send(new StartChild(Name, Options with { Monitor = MonitorTarget.Path("/no/such/path") }));

        Assert.Equal(Options.Monitor, Info.Options.Monitor);
        Send(Start);
        Is(ChildState.Starting);
    }

    [Fact]
    public void Stop_while_Stopped_answers_that_it_was_not_running()
    {
        var stop = Send(Stop);

        AnswersStopped(stop, wasRunning: false);
        Is(ChildState.Stopped);
    }

    [Fact]
    public void Restart_while_Stopped_launches()
    {
        var restart = Send(Restart);

        restart.Waits();
        Is(ChildState.Starting);
        Launch.BecomeReady();
        AnswersReady(restart);
        Published<ChildStarted>(TransitionCause.Restart);
    }

    [Fact]
    public void FileChanged_while_Stopped_is_ignored() => Ignores(ContentChanged);

    [Fact]
    public void IdleDue_while_Stopped_is_ignored()
    {
        InStarted();
        var gate = Gate!;
        Send(Stop);
        Launch.Exit(0);
        Published<ChildStopped>(TransitionCause.Stop);

        Ignores(new IdleDue(gate));
    }

    [Fact]
    public void Drain_while_Stopped_answers_and_refuses_from_now_on()
    {
        var drain = SendDrain();

        AnswersStopped(drain, wasRunning: false);
        Rejects(Send(Start), SpinnerError.ShuttingDown);
        Rejects(Send(Restart), SpinnerError.ShuttingDown);
        Is(ChildState.Stopped);
        Launched(0);
    }

    [Fact]
    public void Remove_while_Stopped_ends_the_child()
    {
        var remove = Send(Remove);

        IsRemoved(remove);
    }
}
