using Microsoft.Extensions.Time.Testing;
using Spinner.Actors;
using Spinner.Actors.TestKit;

namespace Spinner.FrontDoor.Tests.ColdStarts;

/// <summary>What is told of the time a start takes, from those before it.</summary>
public class StartTimesSpec
{
    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public void It_is_the_middle_of_the_last_five_less_what_has_passed()
    {
        var times = new StartTimes(_clock);
        Assert.Equal((null, 1), (times.Usual, times.SecondsLeft));
        foreach (var seconds in (int[])[60, 1, 9, 3, 200, 4]) Start(times, seconds);

        Assert.Equal(TimeSpan.FromSeconds(4), times.Usual); // of 1, 9, 3, 200 and 4
        Assert.Equal(4, times.SecondsLeft);
        times.Begin();
        _clock.Advance(TimeSpan.FromSeconds(1.5));
        Assert.Equal(3, times.SecondsLeft);
        _clock.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal(1, times.SecondsLeft);
    }

    [Fact]
    public void Those_behind_the_first_and_a_start_that_failed_count_nothing()
    {
        var times = new StartTimes(_clock);
        times.End();
        Assert.Null(times.Usual);
        times.Begin();
        _clock.Advance(TimeSpan.FromSeconds(100));
        Start(times, 7);
        times.End();
        Assert.Equal(TimeSpan.FromSeconds(7), times.Usual);
    }

    [Fact(Timeout = 60_000)]
    public async Task The_page_and_the_header_Retry_After_say_it()
    {
        var options = new FrontDoorOptions { Defaults = new() { ColdStart = ColdStartMode.Page, PageAfter = TimeSpan.FromSeconds(2) } };
        await using var door = new VirtualDoor(
            new FakeLauncher(l => l.OnTerminate = stopped => stopped.Exit(0)), options, new() { StartTimeout = TimeSpan.FromHours(1), Attempts = 1 });
        var first = door.SendAsync(VirtualDoor.Request());
        var launched = await door.LaunchedAsync();
        door.Clock.Advance(TimeSpan.FromSeconds(9));
        launched.BecomeReady();
        await first;
        await door.Spinner.StopAsync("web");

        var browser = VirtualDoor.Request("text/html");
        var page = door.SendAsync(browser);
        door.Clock.Advance(TimeSpan.FromSeconds(2));
        await page;

        Assert.Equal((503, "7"), (browser.Response.StatusCode, browser.Response.Headers.RetryAfter.ToString()));
        Assert.Contains("Its last starts took about 9 s.", VirtualDoor.BodyOf(browser), StringComparison.Ordinal);
    }

    private void Start(StartTimes times, int seconds)
    {
        times.Begin();
        _clock.Advance(TimeSpan.FromSeconds(seconds));
        times.End();
    }
}
