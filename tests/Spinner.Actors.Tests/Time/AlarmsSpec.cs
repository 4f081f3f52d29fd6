using Microsoft.Extensions.Time.Testing;
using Spinner.Actors.Tests.Table;
using Spinner.Actors.Time;

namespace Spinner.Actors.Tests.Time;

[Collection(TableSystem.Collection)]
public class AlarmsSpec : IDisposable
{
    private readonly FakeTimeProvider _clock = new();
    private readonly Listener _owner;
    private readonly Alarms<string> _alarms;

    public AlarmsSpec(TableSystem table)
    {
        _owner = new Listener(table.System);
        _alarms = new Alarms<string>(_owner, _clock);
    }

    public void Dispose()
    {
        _alarms.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public void An_alarm_goes_off_at_its_time_and_is_taken_once()
    {
        _alarms.Arm("a", Seconds(2));
        _clock.Advance(Seconds(1.999));
        _owner.Waits();
        _clock.Advance(Seconds(0.001));

        var due = _owner.Gets<AlarmDue<string>>();

        Assert.Equal("a", due.Key);
        Assert.True(_alarms.IsArmed("a"));
        Assert.True(_alarms.TrySpend(due));
        Assert.False(_alarms.IsArmed("a"));
        Assert.False(_alarms.TrySpend(due));
    }

    [Fact]
    public void An_alarm_armed_again_goes_off_at_the_new_time_only()
    {
        _alarms.Arm("a", Seconds(1));
        _alarms.Arm("a", Seconds(3));

        _clock.Advance(Seconds(2));

        _owner.Waits();
        _clock.Advance(Seconds(1));
        Assert.True(_alarms.TrySpend(_owner.Gets<AlarmDue<string>>()));
    }

    [Theory, InlineData("cancel"), InlineData("pause"), InlineData("arm"), InlineData("dispose")]
    public void What_is_in_the_mailbox_already_is_stale_after(string change)
    {
        _alarms.Arm("a", Seconds(1));
        _clock.Advance(Seconds(1));
        if (change == "cancel") _alarms.Cancel("a");
        if (change == "pause") Assert.Equal(TimeSpan.Zero, _alarms.Pause("a"));
        if (change == "arm") _alarms.Arm("a", Seconds(9));
        if (change == "dispose") _alarms.Dispose();

        Assert.False(_alarms.TrySpend(_owner.Gets<AlarmDue<string>>()));
        Assert.Equal(change == "arm", _alarms.IsArmed("a"));
    }

    [Fact]
    public void A_stale_alarm_does_not_spend_the_one_that_is_armed()
    {
        _alarms.Arm("a", Seconds(1));
        _clock.Advance(Seconds(1));
        _alarms.Arm("a", Seconds(1));
        Assert.False(_alarms.TrySpend(_owner.Take<AlarmDue<string>>()));

        _clock.Advance(Seconds(1));

        Assert.True(_alarms.TrySpend(_owner.Gets<AlarmDue<string>>()));
    }

    [Fact]
    public void A_pause_tells_the_time_that_was_left()
    {
        _alarms.Arm("a", Seconds(10));
        _clock.Advance(Seconds(4));

        Assert.Equal(Seconds(6), _alarms.Pause("a"));

        Assert.Null(_alarms.Pause("a"));
        Assert.Null(_alarms.Pause("never armed"));
        _clock.Advance(Seconds(60));
        _owner.Waits();
    }

    [Theory, InlineData(0), InlineData(-5)]
    public void A_delay_of_zero_or_less_goes_off_at_once_through_the_mailbox(double seconds)
    {
        _alarms.Arm("a", Seconds(seconds));

        Assert.True(_alarms.TrySpend(_owner.Gets<AlarmDue<string>>()));
    }

    [Fact]
    public void A_fraction_of_a_millisecond_is_rounded_up()
    {
        _alarms.Arm("a", TimeSpan.FromTicks(10_001));

        _clock.Advance(TimeSpan.FromTicks(10_001));

        _owner.Waits();
        _clock.Advance(Seconds(0.001));
        _owner.Gets<AlarmDue<string>>();
    }

    [Fact]
    public void Alarms_of_different_keys_do_not_touch_each_other()
    {
        _alarms.Arm("a", Seconds(1));
        _alarms.Arm("b", Seconds(1));
        _alarms.Cancel("a");

        _clock.Advance(Seconds(1));

        Assert.Equal("b", _owner.Gets<AlarmDue<string>>().Key);
    }

    [Fact]
    public void One_that_comes_late_by_itself_is_armed_once_more_for_a_moment()
    {
        using var alarms = new Alarms<string>(_owner, _clock, canBeLate: true);
        alarms.Arm("a", Seconds(2));
        _clock.Advance(Seconds(10)); // as after a process that was stopped

        Assert.False(alarms.TrySpend(_owner.Take<AlarmDue<string>>()));
        Assert.True(alarms.IsArmed("a"));
        _clock.Advance(Seconds(10));

        Assert.True(alarms.TrySpend(_owner.Take<AlarmDue<string>>()));
        Assert.False(alarms.IsArmed("a"));
    }

    [Fact]
    public void One_that_comes_in_time_is_taken_though_it_could_be_late()
    {
        using var alarms = new Alarms<string>(_owner, _clock, canBeLate: true);
        alarms.Arm("a", Seconds(2));
        _clock.Advance(Seconds(2.9));

        Assert.True(alarms.TrySpend(_owner.Take<AlarmDue<string>>()));
    }

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);
}
