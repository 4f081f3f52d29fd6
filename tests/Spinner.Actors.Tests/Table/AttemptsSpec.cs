namespace Spinner.Actors.Tests.Table;

/// <summary>How many launches a request may cost, and the pauses between them.</summary>
public class AttemptsSpec(TableSystem table) : ChildSpecs(table)
{
    [Fact]
    public void Ready_resets_them()
    {
        InStartingPause();
        Clock.Advance(Seconds(0.24));
        Launch.BecomeReady();
        Launch.Exit(1);

        HasLeft(3);
    }

    [Fact]
    public void A_restart_resets_them()
    {
        FailTwice();
        Send(Restart);
        Launch.Exit(0);

        HasLeft(3);
    }

    [Fact]
    public void A_file_change_resets_them()
    {
        FailTwice();
        FileChanges();
        Launch.Exit(0);

        HasLeft(3);
    }

    [Fact]
    public void A_stop_resets_them()
    {
        FailTwice();
        Send(Stop);
        Send(Start);
        Launch.Exit(0);

        HasLeft(3);
    }

    [Fact]
    public void A_file_change_resets_them_also_when_a_fault_had_left_only_one()
    {
        InFaulted();
        FileChanges();
        FileChanges();
        Launch.Exit(0);

        HasLeft(3);
    }

    [Fact]
    public void The_pauses_are_doubled_up_to_ten_seconds_and_jittered_by_a_fifth()
    {
        Send(new StartChild(Name, Options with { Attempts = 10, StartTimeout = TimeSpan.FromHours(1) }));

        foreach (var pause in new[] { 0.2, 0.4, 0.8, 1.6, 3.2, 6.4, 10, 10, 10 })
        {
            var launches = Launcher.Launches.Count;
            Launch.Exit(1);
            Clock.Advance(Seconds(pause * 0.8) - TimeSpan.FromMilliseconds(1));
            Launched(launches);
            Clock.Advance(Seconds(pause * 0.4) + TimeSpan.FromMilliseconds(2));
            Launched(launches + 1);
        }

        ForgetEvents();
    }

    private void FailTwice()
    {
        InStartingPause();
        Clock.Advance(Seconds(0.24));
        Launch.Exit(1);
        Clock.Advance(Seconds(0.48));
    }

    private void HasLeft(int attempts)
    {
        ForgetEvents();
        for (var attempt = 1; attempt <= attempts; attempt++)
        {
            Assert.NotEqual(ChildState.Faulted, Info.State);
            Launch.Exit(1);
            Clock.Advance(Seconds(1));
            ForgetEvents();
        }

        Is(ChildState.Faulted);
    }
}
