namespace Spinner.Actors.Tests.Table;

/// <summary>Options that come while others are in force are not taken, and that is told.</summary>
public class OptionsIgnoredSpec(TableSystem table) : ChildSpecs(table)
{
    [Theory]
    [InlineData(Column.Starting), InlineData(Column.StartingPause), InlineData(Column.RestartingOld), InlineData(Column.RestartingNew), InlineData(Column.RestartingNewPause)]
    public void They_are_told_to_who_joins_with_others(Column column)
    {
        In(column);
        var other = Send(StartOther);
        var same = Send(new StartChild(Name, Options));
        var none = Send(Start);

        if (column == Column.RestartingOld) Launch.Exit(0);
        Clock.Advance(Seconds(0.24));
        Launch.BecomeReady();

        Assert.Equal((true, false, false), (other.Gets<ChildReady>().OptionsIgnored, same.Gets<ChildReady>().OptionsIgnored, none.Gets<ChildReady>().OptionsIgnored));
        Assert.Empty(Launch.Plan.Args);
        ForgetEvents();
    }

    [Fact]
    public void They_are_told_in_Started()
    {
        InStarted();

        Assert.True(Send(StartOther).Gets<ChildReady>().OptionsIgnored);
        Assert.False(Send(new StartChild(Name, Options)).Gets<ChildReady>().OptionsIgnored);
        Assert.False(Send(Start).Gets<ChildReady>().OptionsIgnored);
    }

    [Fact]
    public void The_first_start_behind_a_stop_decides()
    {
        InStopping();
        var restart = Send(Restart);
        var first = Send(StartOther);
        var second = Send(new StartChild(Name, Options));
        var third = Send(StartOther);

        Launch.Exit(0);
        Launch.BecomeReady();

        Assert.Equal(["other"], Launch.Plan.Args);
        Assert.Equal((false, true, false), (first.Gets<ChildReady>().OptionsIgnored, second.Gets<ChildReady>().OptionsIgnored, third.Gets<ChildReady>().OptionsIgnored));
        Assert.False(restart.Gets<ChildReady>().OptionsIgnored);
        ForgetEvents();
    }

    [Fact]
    public void The_first_start_behind_a_stop_without_options_keeps_those_in_force()
    {
        InStopping();
        var first = Send(Start);
        var second = Send(StartOther);

        Launch.Exit(0);
        Launch.BecomeReady();

        Assert.Empty(Launch.Plan.Args);
        Assert.Equal((false, true), (first.Gets<ChildReady>().OptionsIgnored, second.Gets<ChildReady>().OptionsIgnored));
        ForgetEvents();
    }

    [Fact]
    public void A_start_behind_a_stop_without_its_monitored_path_is_rejected_before_the_first_launch_only()
    {
        InStopping();
        var start = Send(new StartChild(Name, Options with { Monitor = MonitorTarget.Path("/no/such/path") }));

        Launch.Exit(0);

        Launch.BecomeReady();
        start.Gets<ChildReady>();
        ForgetEvents();
    }
}
