using Microsoft.Extensions.Time.Testing;

namespace Spinner.Actors.Tests.Children;

/// <summary>What a child remembers of its failures: crashes, and starts by a file change that came to nothing.</summary>
public class HistorySpec
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public void A_second_crash_within_the_tolerance_is_a_loop()
    {
        var crashes = new CrashHistory(_clock);
        Assert.False(crashes.IsLoop(Minute));
        _clock.Advance(Minute - TimeSpan.FromTicks(1));
        Assert.True(crashes.IsLoop(Minute));
        _clock.Advance(Minute);
        Assert.False(crashes.IsLoop(Minute));
    }

    [Fact]
    public void A_crash_that_is_forgotten_does_not_count()
    {
        var crashes = new CrashHistory(_clock);
        crashes.IsLoop(Minute);

        crashes.Reset();

        Assert.False(crashes.IsLoop(Minute));
        Assert.True(crashes.IsLoop(Minute));
    }

    [Theory]
    [InlineData("try fail", false)]
    [InlineData("try fail try fail", true)]
    [InlineData("try fail minute try fail", false)]
    [InlineData("try fail fail", false)]
    [InlineData("try fail try fail fail", false)]
    [InlineData("fail try fail", false)]
    [InlineData("try fail try forget fail", false)]
    [InlineData("try fail forget try fail", false)]
    [InlineData("try fail try fail forget", false)]
    [InlineData("try fail try fail try fail", true)]
    public void A_second_failure_of_a_revival_within_the_tolerance_deafens(string story, bool deaf)
    {
        var revival = new FileRevival(_clock);
        foreach (var event_ in story.Split(' '))
        {
            if (event_ == "try") revival.Try();
            if (event_ == "fail") revival.RecordFault(Minute);
            if (event_ == "forget") revival.Reset();
            if (event_ == "minute") _clock.Advance(Minute);
        }

        Assert.Equal(deaf, revival.IsDeaf);
    }

    [Theory, InlineData(1, 200), InlineData(2, 400), InlineData(6, 6400), InlineData(7, 10_000), InlineData(99, 10_000)]
    public void A_pause_is_doubled_up_to_ten_seconds_give_or_take_a_fifth(int failed, double milliseconds)
    {
        var pauses = Enumerable.Range(0, 2000).Select(_ => Backoff.After(failed).TotalMilliseconds / milliseconds).ToList();

        Assert.InRange(pauses.Min(), 0.8, 0.82);
        Assert.InRange(pauses.Max(), 1.18, 1.2);
    }
}
