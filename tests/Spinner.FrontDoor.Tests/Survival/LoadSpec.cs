using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using Spinner.Actors;

namespace Spinner.FrontDoor.Tests.Survival;

/// <summary>Many at a time, and clients that go.</summary>
public class LoadSpec : DoorSpecs
{
    protected override IEnumerable<ChildOptions> Children =>
    [
        Child("web"),
        Child("web") with { Name = "idling", IdleTime = Seconds(1) },
        new()
        {
            Name = "slow",
            Command = "/bin/sh",
            Args = ["-c", $"until [ -e '{PathOf("go")}' ]; do sleep 0.05; done; exec '{Dummy.Dotnet}' '{Dummy.Dll}' web"],
        },
    ];

    [Fact(Timeout = Limit)]
    public async Task Many_first_requests_share_one_process()
    {
        var count = Stress ? 500 : 100;
        var client = await ClientAsync(new FrontDoorOptions { Defaults = new() { Queue = count } });
        var answers = await Task.WhenAll(Enumerable.Range(0, count).Select(_ => GetAsync(client, "/pid")));
        Assert.All(answers, a => Assert.Equal(HttpStatusCode.OK, a.Status));
        Assert.Single(answers.Select(a => a.Body).Distinct());
        Assert.Equal(1, (await InfoAsync()).Launches);
    }

    [Fact(Timeout = Limit)]
    public async Task Websockets_outlive_the_idle_time_which_counts_from_the_last()
    {
        var count = Stress ? 1000 : 100;
        var door = await OpenAsync(new FrontDoorOptions { Defaults = new() { Queue = count } });
        using var invoker = new HttpMessageInvoker(new SocketsHttpHandler { ConnectCallback = (_, token) => new TcpEndpoint(door.Host, door.Port).ConnectAsync(token) });
        var sockets = await Task.WhenAll(Enumerable.Range(0, count).Select(async _ =>
        {
            var socket = new ClientWebSocket();
            await socket.ConnectAsync(new Uri($"ws://idling.localhost:{door.Port}/ws"), invoker, default);
            return socket;
        }));
        Assert.Equal(count, (await InfoAsync("idling")).AliveBecause!.Uses);
        // Another child with the same idle time comes and goes.
        await Spinner.StartAsync(Child("web") with { Name = "other", IdleTime = Seconds(1) });
        await UntilAsync(i => i.State == ChildState.Stopped, "other");

        await Task.WhenAll(sockets.Select(EchoAsync));
        Assert.Equal(1, (await InfoAsync("idling")).Launches);
        foreach (var socket in sockets) socket.Dispose();
        await UntilAsync(i => i.State == ChildState.Stopped, "idling");
        Assert.Equal("unused for 1 s", (await InfoAsync("idling")).DownBecause);

        static async Task EchoAsync(ClientWebSocket socket)
        {
            await socket.SendAsync("x"u8.ToArray(), WebSocketMessageType.Text, true, default);
            Assert.Equal(1, (await socket.ReceiveAsync(new byte[10], default)).Count);
        }
    }

    [Fact(Timeout = Limit)]
    public async Task A_client_that_goes_while_it_waits_leaves_the_queue()
    {
        var door = await OpenAsync(new FrontDoorOptions { Defaults = new() { ColdStart = ColdStartMode.Page, PageAfter = TimeSpan.FromMilliseconds(10) } });
        var browser = ClientOf(door);
        browser.DefaultRequestHeaders.Add("Accept", "text/html");
        using (var waiting = new TcpClient())
        {
            await waiting.ConnectAsync(door.Host, door.Port);
            await waiting.GetStream().WriteAsync("GET / HTTP/1.1\r\nHost: slow.localhost\r\n\r\n"u8.ToArray());
            await UntilPageSaysAsync("2 requests wait for it");
        }

        // The browser itself is the one.
        await UntilPageSaysAsync("1 request waits for it");
        await File.WriteAllTextAsync(PathOf("go"), "");
        await UntilPageSaysAsync("hello, world");

        async Task UntilPageSaysAsync(string words)
        {
            while (!(await GetAsync(browser, $"http://slow.localhost:{door.Port}/")).Body.Contains(words, StringComparison.Ordinal)) { }
        }
    }

    [Fact(Timeout = Limit)]
    public async Task Clients_that_go_in_the_middle_of_a_body_leave_nothing_behind()
    {
        var door = await OpenAsync();
        var client = ClientOf(door);
        await using (var download = await client.GetStreamAsync(new Uri("/download/1000000000", UriKind.Relative)))
            Assert.True(await download.ReadAsync(new byte[1000]) > 0);
        await UntilAsync(i => i.AliveBecause!.Uses == 0);

        using (var upload = new TcpClient())
        {
            await upload.ConnectAsync(door.Host, door.Port);
            await upload.GetStream().WriteAsync(Encoding.ASCII.GetBytes("POST /upload HTTP/1.1\r\nHost: web.localhost\r\nContent-Length: 1000000\r\n\r\nhalf"));
            await UntilAsync(i => i.AliveBecause!.Uses == 1);
        }

        await UntilAsync(i => i.AliveBecause!.Uses == 0);
        Assert.Equal(HttpStatusCode.OK, (await GetAsync(client, "/")).Status);
    }

    [Fact(Timeout = Limit)]
    public async Task Stop_all_under_load_leaves_no_request_without_an_answer()
    {
        var client = await ClientAsync();
        await GetAsync(client, "/");
        using var end = new CancellationTokenSource();
        var seen = new ConcurrentDictionary<HttpStatusCode, int>();
        var load = Enumerable.Range(0, 10).Select(async _ =>
        {
            while (!end.IsCancellationRequested) seen.AddOrUpdate((await GetAsync(client, "/")).Status, 1, (_, n) => n + 1);
        }).ToList();

        for (var i = 0; i < 3; i++)
        {
            Assert.Empty((await Spinner.StopAllAsync()).Failed);
            await UntilAsync(info => info.State == ChildState.Started);
        }

        await end.CancelAsync();
        await Task.WhenAll(load);
        Assert.Subset(new HashSet<HttpStatusCode> { HttpStatusCode.OK, HttpStatusCode.BadGateway, HttpStatusCode.ServiceUnavailable }, seen.Keys.ToHashSet());
        Assert.Equal(HttpStatusCode.OK, (await GetAsync(client, "/")).Status);
        Assert.Equal(4, (await InfoAsync()).Launches);
    }

    [Fact(Timeout = Limit)]
    public async Task A_probe_of_a_started_child_is_answered_by_it_and_is_no_use()
    {
        var client = await ClientAsync(new FrontDoorOptions { Defaults = new() { IgnorePaths = ["/late"] } });
        await GetAsync(client, "/");
        var probe = GetAsync(client, "/late/1000");
        Assert.Equal(0, (await InfoAsync()).AliveBecause!.Uses);
        Assert.Equal((HttpStatusCode.OK, "late"), await probe);
    }
}
