using Microsoft.Extensions.Time.Testing;

namespace Spinner.Processes.Tests.Engine;

/// <summary>The time of a watchdog, in virtual time.</summary>
public sealed class WatchdogTimerSpec : IDisposable
{
    private readonly FakeTimeProvider _clock = new();
    private readonly WatchdogTimer _watchdog;
    private int _missed;

    public WatchdogTimerSpec() => _watchdog = Of(canBeLate: false);

    public void Dispose() => _watchdog.Dispose();

    [Fact]
    public void Unfed_it_is_missed_when_its_time_is_over_and_after_each_time_more()
    {
        _watchdog.Begin();
        _clock.Advance(Seconds(9.999));
        Assert.Equal(0, _missed);
        _clock.Advance(Seconds(0.001));
        Assert.Equal(1, _missed);
        _clock.Advance(Seconds(9.999));
        Assert.Equal(1, _missed);
        _clock.Advance(Seconds(0.001));
        Assert.Equal(2, _missed);
        for (var i = 0; i < 9; i++) _clock.Advance(Seconds(10));
        Assert.Equal(11, _missed);
    }

    [Fact]
    public void Fed_it_counts_anew()
    {
        _watchdog.Begin();
        for (var i = 0; i < 100; i++)
        {
            _clock.Advance(Seconds(9));
            _watchdog.Feed();
        }

        Assert.Equal(0, _missed);
        _clock.Advance(Seconds(9.9));
        Assert.Equal(0, _missed);
        _clock.Advance(Seconds(0.1));
        Assert.Equal(1, _missed);
    }

    [Fact]
    public void It_does_not_count_before_it_begins_nor_after_its_end()
    {
        _clock.Advance(Seconds(100));
        _watchdog.Begin();
        _clock.Advance(Seconds(9));
        _watchdog.Dispose();
        _clock.Advance(Seconds(100));
        _watchdog.Begin();
        _clock.Advance(Seconds(100));
        Assert.Equal(0, _missed);
    }

    [Fact]
    public void A_look_that_comes_late_by_accident_gives_a_moment_more_to_be_fed()
    {
        using var watchdog = Of(canBeLate: true);
        watchdog.Begin();
        _clock.Advance(Seconds(3600));
        Assert.Equal(0, _missed);
        watchdog.Feed();
        _clock.Advance(Seconds(9.9));
        Assert.Equal(0, _missed);
        _clock.Advance(Seconds(3600));
        _clock.Advance(Seconds(1));
        Assert.Equal(1, _missed);
    }

    private WatchdogTimer Of(bool canBeLate) => new(Seconds(10), _clock, canBeLate, () => _missed++);

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);
}
