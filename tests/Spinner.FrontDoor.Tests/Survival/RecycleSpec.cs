using System.Collections.Concurrent;
using System.Net;
using Spinner.Actors;

namespace Spinner.FrontDoor.Tests.Survival;

/// <summary>Launches that are replaced under load though nothing has changed.</summary>
public class RecycleSpec : DoorSpecs
{
    private const int Clients = 4;
    private const int Launches = 4;

    [Theory(Timeout = Limit)]
    [InlineData(TransitionCause.Requests)]
    [InlineData(TransitionCause.Lifetime)]
    [InlineData(TransitionCause.Unhealthy)]
    public async Task No_request_fails(TransitionCause cause)
    {
        // A loop of what is not well is a fault; the others are replaced a second after they began to serve, at the soonest.
        var launches = cause == TransitionCause.Unhealthy ? 2 : Launches;
        await Spinner.StartAsync(Child("web") with
        {
            Reload = ReloadMode.Overlap, RestartTolerance = Seconds(1), DrainTimeout = Seconds(30),
            MaxRequests = cause == TransitionCause.Requests ? 5 : ChildOptions.Unlimited,
            MaxLifetime = cause == TransitionCause.Lifetime ? Seconds(1) : ChildOptions.Never,
            Live = cause == TransitionCause.Unhealthy ? Liveness.Exec("sh", "-c", $"test ! -e {PathOf("unwell")} || rm {PathOf("unwell")} && false") with
            {
                Every = Seconds(0.1), Failures = 1,
            } : Liveness.Off,
        });
        var client = await ClientAsync();
        using var end = new CancellationTokenSource();
        var answers = new ConcurrentBag<HttpStatusCode>();
        var load = Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => Task.Run(async () =>
        {
            while (!end.IsCancellationRequested) answers.Add((await GetAsync(client, "/pid")).Status);
        })));
        await File.WriteAllTextAsync(PathOf("unwell"), "");

        await UntilAsync(i => i.Launch >= launches);

        await end.CancelAsync();
        await load;
        Assert.All(answers, status => Assert.Equal(HttpStatusCode.OK, status));
        await foreach (var told in Spinner.WatchAsync(after: 0))
            if (told is ChildRestarted restarted)
            {
                Assert.Equal(cause, restarted.Cause);
                break;
            }
    }
}
