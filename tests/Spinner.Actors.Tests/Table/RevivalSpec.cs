namespace Spinner.Actors.Tests.Table;

/// <summary>A file change starts a faulted child once; when such a start has failed twice within the tolerance, changes are not heard until RetryAt.</summary>
public class RevivalSpec(TableSystem table) : ChildSpecs(table)
{
    [Fact]
    public void A_second_failure_within_the_tolerance_is_deaf_until_RetryAt()
    {
        InFaulted();
        ReviveAndFail();
        Clock.Advance(Seconds(59));
        ReviveAndFail();
        Launched(4);

        Ignores(ContentChanged);
        Clock.Advance(Seconds(59.999));
        Ignores(ContentChanged);
        Clock.Advance(Seconds(0.001));
        FileChanges();
        Is(ChildState.Starting);
        Launched(5);
    }

    [Fact]
    public void A_second_failure_after_the_tolerance_is_heard()
    {
        InFaulted();
        ReviveAndFail();
        Clock.Advance(Seconds(60));
        ReviveAndFail();

        FileChanges();

        Is(ChildState.Starting);
    }

    [Fact]
    public void Being_ready_in_between_makes_it_hear_again()
    {
        InFaulted();
        ReviveAndFail();
        FileChanges();
        Launch.BecomeReady();
        Launch.Exit(1);
        Launch.BecomeReady();
        Launch.Exit(1);
        ReviveAndFail();

        FileChanges();

        Is(ChildState.Starting);
    }

    [Fact]
    public void A_stop_in_between_makes_it_hear_again()
    {
        InFaulted();
        ReviveAndFail();
        Send(Stop);
        FailStart();
        ReviveAndFail();

        FileChanges();

        Is(ChildState.Starting);
    }

    [Fact]
    public void A_restart_is_heard_while_changes_are_not()
    {
        InFaulted();
        ReviveAndFail();
        ReviveAndFail();

        Send(Restart);

        Is(ChildState.Starting);
    }

    [Fact]
    public void A_start_that_fails_in_between_does_not_deafen()
    {
        InFaulted();
        ReviveAndFail();
        Clock.Advance(Seconds(59));
        Clock.Advance(Seconds(1));
        Send(Start);
        Launch.Exit(1);
        ForgetEvents();

        FileChanges();

        Is(ChildState.Starting);
    }

    private void ReviveAndFail()
    {
        FileChanges();
        Is(ChildState.Starting);
        Launch.Exit(1);
        Is(ChildState.Faulted);
        ForgetEvents();
    }

    private void FailStart()
    {
        Endpoints.RefuseNext("none");
        Send(Start);
        Is(ChildState.Faulted);
        ForgetEvents();
    }
}
