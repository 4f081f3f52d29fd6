using Spinner.Actors;

namespace Spinner.FrontDoor.Tests.Apps;

/// <summary>Connections end with the launch they lead to.</summary>
public class LaunchWatchSpec : SocketSpecs
{
    [Fact(Timeout = Limit)]
    public async Task The_connections_to_a_child_that_was_stopped_are_closed()
    {
        var client = ClientOf(await OpenAsync());
        Assert.Equal("hello", await client.GetStringAsync(new Uri("/", UriKind.Relative)));
        Assert.Equal(1, Child.Open);

        await Spinner.StopAsync("web");

        await Eventually.HoldsAsync(() => Child.Open == 0, "the door has closed its connection");
    }

    [Fact(Timeout = Limit)]
    public async Task When_events_were_missed_every_way_is_made_anew()
    {
        var (apps, end) = (new AppDirectory(), new TaskCompletionSource());
        var before = apps.Of("web").UpstreamOf(new UnixEndpoint("/1"), 1, new UpstreamSettings(1024, Clock));
        var told = Overheard.At(Spinner, (method, answer) => method == nameof(ISpinner.WatchAsync) ? MissedAsync() : answer);

        var watching = new LaunchWatch(told, apps, _ => { }).RunAsync(default);

        await before.Ended;
        Assert.False(watching.IsCompleted);
        end.SetResult();
        await watching;

        async IAsyncEnumerable<SpinnerEvent> MissedAsync()
        {
            yield return new EventsMissed(1, 2);
            await end.Task;
        }
    }

    [Fact]
    public void A_late_use_of_an_older_launch_does_not_take_the_place_of_the_newer()
    {
        var (app, settings) = (new App("web"), new UpstreamSettings(1024, TimeProvider.System));
        app.UpstreamOf(new UnixEndpoint("/1"), 1, settings).Leave();
        var now = app.UpstreamOf(new UnixEndpoint("/2"), 2, settings);
        var late = app.UpstreamOf(new UnixEndpoint("/1"), 1, settings);

        Assert.Equal((1, 2), (late.Launch, now.Launch));
        late.Leave();
        Assert.Same(now, app.UpstreamOf(new UnixEndpoint("/2"), 2, settings));
    }
}
