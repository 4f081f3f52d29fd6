using System.Collections.Concurrent;
using System.Net;
using System.Net.WebSockets;
using Spinner.Actors;

namespace Spinner.FrontDoor.Tests.Survival;

/// <summary>New versions under load: what the child does stands in a file that is monitored, and its launches overlap.</summary>
public class ReloadSpec : DoorSpecs
{
    private const int Reloads = 20;
    private const int Clients = 4;

    protected override IEnumerable<ChildOptions> Children =>
    [
        Child("words-of", PathOf("app")) with
        {
            Endpoint = EndpointSpec.Unix,
            Monitor = MonitorTarget.Path(PathOf("app")),
            Reload = ReloadMode.Overlap,
            DrainTimeout = Seconds(2),
        },
    ];

    [Fact(Timeout = Limit)]
    public async Task No_request_fails_while_versions_come_and_go()
    {
        Publish("web");
        var client = await ClientAsync();
        await GetAsync(client, "/pid");
        using var end = new CancellationTokenSource();
        var answers = new ConcurrentBag<(HttpStatusCode Status, string Body)>();
        var load = Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => Task.Run(async () =>
        {
            while (!end.IsCancellationRequested) answers.Add(await GetAsync(client, "/pid"));
        })));

        for (var version = 1; version <= Reloads; version++)
        {
            var launch = (await InfoAsync()).Launch;
            Publish($"print {version} web");
            await UntilAsync(i => i.Launch > launch);
        }

        await end.CancelAsync();
        await load;
        Assert.All(answers, a => Assert.Equal(HttpStatusCode.OK, a.Status));
        // What one version serves may be too short to see, when another follows at once.
        Assert.InRange(answers.Select(a => a.Body).Distinct().Count(), Reloads / 2, Reloads + 1);
        await UntilOneLivesAsync();
    }

    [Fact(Timeout = Limit)]
    public async Task A_version_that_does_not_start_leaves_the_one_before_it_and_says_why()
    {
        Publish("web");
        var client = await ClientAsync();
        var before = await GetAsync(client, "/pid");
        await using var events = Spinner.WatchAsync().GetAsyncEnumerator();

        Publish("print-error mistake exit 3");
        var error = await NextAsync<ChildError>(events);

        Assert.Equal(SpinnerError.KeptOld, error.Reason);
        Assert.Equal("ended with exit code 3 before it listened on ", error.Detail[..error.Detail.IndexOf('/', StringComparison.Ordinal)]);
        Assert.EndsWith("; launch 1 serves on", error.Detail, StringComparison.Ordinal);
        Assert.Equal(["mistake"], error.ErrorTail);
        Assert.Equal(before, await GetAsync(client, "/pid"));
        Publish("print mended web");
        await NextAsync<ChildRestarted>(events);
        Assert.NotEqual(before, await GetAsync(client, "/pid"));
        await UntilOneLivesAsync();
    }

    [Fact(Timeout = Limit)]
    public async Task An_answer_under_way_is_finished_by_the_launch_that_began_it()
    {
        Publish("web");
        var client = await ClientAsync();
        using var answer = await client.GetAsync(new Uri("/events/30/50", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);

        Publish("print other web");
        await UntilAsync(i => i.Launch > 1);

        var text = await answer.Content.ReadAsStringAsync();
        Assert.Contains("data: 29\n", text, StringComparison.Ordinal);
        await UntilOneLivesAsync();
    }

    [Fact(Timeout = Limit)]
    public async Task A_websocket_keeps_the_launch_before_until_the_drain_time_is_over()
    {
        Publish("web");
        var door = await OpenAsync();
        using var socket = new ClientWebSocket();
        using var invoker = new HttpMessageInvoker(new SocketsHttpHandler
        {
            ConnectCallback = (_, token) => new TcpEndpoint(door.Host, door.Port).ConnectAsync(token),
        });
        await socket.ConnectAsync(new Uri($"ws://web.localhost:{door.Port}/ws"), invoker, default);

        Publish("print other web");
        await UntilAsync(i => i.Launch > 1);
        Assert.Equal(HttpStatusCode.OK, (await GetAsync(ClientOf(door), "/")).Status);

        // Nobody closes it but the end of its launch.
        await Assert.ThrowsAnyAsync<WebSocketException>(() => socket.ReceiveAsync(new byte[10], default));
        await UntilOneLivesAsync();
        Assert.Equal(HttpStatusCode.OK, (await GetAsync(ClientOf(door), "/")).Status);
    }

    // As an editor saves: no version is read half-written.
    private void Publish(string words)
    {
        File.WriteAllText(PathOf("app.new"), words);
        File.Move(PathOf("app.new"), PathOf("app"), overwrite: true);
    }

    private Task UntilOneLivesAsync() => Eventually.HoldsAsync(() => Living.Count == 1, "the launches before are gone", Seconds(30));

    private static async Task<T> NextAsync<T>(IAsyncEnumerator<SpinnerEvent> events)
    {
        while (await events.MoveNextAsync())
            if (events.Current is T wanted) return wanted;
        throw new InvalidOperationException("The events ended.");
    }
}
