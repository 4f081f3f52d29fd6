using Microsoft.Extensions.Time.Testing;
using Spinner.Actors.Children;
using Spinner.Actors.Signals;
using Spinner.Actors.Uses;

namespace Spinner.Actors.Tests.Children;

public class RetryTimeSpec
{
    private readonly SetClock _clock = new();

    [Theory]
    [InlineData(-3600)]
    [InlineData(0)]
    [InlineData(3600)]
    public void Is_over_after_its_time_whatever_becomes_of_the_wall_clock(int set)
    {
        var time = new RetryTime(_clock, Seconds(60));

        _clock.Set = Seconds(set);

        Assert.False(time.IsOver);
        _clock.Advance(Seconds(59.999));
        Assert.False(time.IsOver);
        _clock.Advance(Seconds(0.001));
        Assert.True(time.IsOver);
    }

    [Fact]
    public void Is_shown_by_the_wall_clock_as_it_goes_now()
    {
        var time = new RetryTime(_clock, Seconds(60));
        var until = _clock.GetUtcNow() + Seconds(60);
        _clock.Advance(Seconds(10));
        Assert.Equal(until, time.Until);

        _clock.Set = Seconds(-3600);

        Assert.Equal(_clock.GetUtcNow() + Seconds(50), time.Until);
    }

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);

    /// <summary>Its wall clock can be set; what is measured goes on.</summary>
    private sealed class SetClock : TimeProvider
    {
        private readonly FakeTimeProvider _time = new();

        public TimeSpan Set { get; set; }

        public override long TimestampFrequency => _time.TimestampFrequency;

        public void Advance(TimeSpan time) => _time.Advance(time);

        public override DateTimeOffset GetUtcNow() => _time.GetUtcNow() + Set;

        public override long GetTimestamp() => _time.GetTimestamp();
    }
}
