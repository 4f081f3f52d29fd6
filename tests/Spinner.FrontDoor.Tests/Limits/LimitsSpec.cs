using System.Net;
using Spinner.Actors;

namespace Spinner.FrontDoor.Tests.Limits;

/// <summary>What strangers and children may not do.</summary>
public class LimitsSpec : DoorSpecs
{
    protected override IEnumerable<ChildOptions> Children => new[] { Name, "a", "b", "c" }.Select(n => Child("web") with { Name = n });

    protected override int MaxRunning => 2;

    [Fact(Timeout = Limit)]
    public async Task Beyond_max_running_the_child_unused_longest_is_stopped_and_a_used_one_never()
    {
        var client = await ClientAsync();
        await GetAsync(client, Of("a"));
        await GetAsync(client, Of("b"));
        await GetAsync(client, Of("a"));
        await GetAsync(client, Of("c"));
        Assert.Equal((ChildState.Started, ChildState.Stopped, ChildState.Started), await StatesAsync());

        var longA = GetAsync(client, Of("a") + "events/2/3000");
        var longC = GetAsync(client, Of("c") + "events/2/500");
        await UntilAsync(i => i.AliveBecause is { Uses: 1 }, "a");
        await UntilAsync(i => i.AliveBecause is { Uses: 1 }, "c");
        Assert.Equal(HttpStatusCode.OK, (await GetAsync(client, Of("b"))).Status);
        Assert.Equal(HttpStatusCode.OK, (await longC).Status);
        Assert.Equal((ChildState.Started, ChildState.Started, ChildState.Stopped), await StatesAsync());
        Assert.Equal("data: 0\n\ndata: 1\n\n", (await longA).Body);

        string Of(string name) => $"http://{name}.localhost:{client.BaseAddress!.Port}/";
        async Task<(ChildState, ChildState, ChildState)> StatesAsync() => ((await InfoAsync("a")).State, (await InfoAsync("b")).State, (await InfoAsync("c")).State);
    }

    [Fact(Timeout = Limit)]
    public async Task Beyond_max_concurrency_a_request_waits_and_beyond_the_queue_it_is_refused()
    {
        var client = await ClientAsync(new FrontDoorOptions { Defaults = new() { MaxConcurrency = 1, Queue = 1 } });
        await GetAsync(client, "/");
        var busy = GetAsync(client, "/late/5000");
        await UntilAsync(i => i.AliveBecause is { Uses: 1 });
        var others = new[] { client.GetAsync(new Uri("/", UriKind.Relative)), client.GetAsync(new Uri("/", UriKind.Relative)) };
        using var refused = await await Task.WhenAny(others);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "1"), (refused.StatusCode, refused.Headers.RetryAfter?.ToString()));
        Assert.Contains("1 wait for a place already", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await busy).Status);
        Assert.Equal(
            [HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable], (await Task.WhenAll(others)).Select(answer => answer.StatusCode).Order());
        Assert.Equal(HttpStatusCode.OK, (await GetAsync(client, "/")).Status);
    }

    [Fact(Timeout = Limit)]
    public async Task Who_waits_for_a_place_too_long_is_refused()
    {
        var client = await ClientAsync(new FrontDoorOptions { Defaults = new() { MaxConcurrency = 1, MaxWait = Seconds(1) } });
        await GetAsync(client, "/");
        var busy = GetAsync(client, "/late/5000");
        await UntilAsync(i => i.AliveBecause is { Uses: 1 });
        var late = await GetAsync(client, "/");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, late.Status);
        Assert.Contains("no place for another within 1 s", late.Body, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await busy).Status);
    }

    [Fact(Timeout = Limit)]
    public async Task All_that_waited_for_a_start_get_in_one_after_the_other()
    {
        var client = await ClientAsync(new FrontDoorOptions { Defaults = new() { MaxConcurrency = 2 } });
        var all = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => GetAsync(client, "/")));
        Assert.All(all, answer => Assert.Equal(HttpStatusCode.OK, answer.Status));
        Assert.Equal(1, (await InfoAsync()).Launches);
    }

    [Fact(Timeout = Limit)]
    public async Task A_child_that_accepts_and_never_answers_is_504_and_a_late_body_is_not()
    {
        var client = await ClientAsync(new FrontDoorOptions { Defaults = new() { FirstAnswerTimeout = Seconds(2) } });
        await GetAsync(client, "/");
        Assert.Equal(HttpStatusCode.GatewayTimeout, (await GetAsync(client, "/never")).Status);
        // The answer has begun at once; how long it takes is the child's.
        Assert.Equal("data: 0\n\ndata: 1\n\n", (await GetAsync(client, "/events/2/2500")).Body);
        Assert.Equal(0, (await InfoAsync()).AliveBecause!.Uses);
    }

    [Fact(Timeout = Limit)]
    public async Task Bombs_in_heads_are_refused_on_both_sides()
    {
        var door = await OpenAsync();
        const string Head = "GET / HTTP/1.1\r\nHost: web.localhost\r\nConnection: close\r\n";
        Assert.StartsWith("HTTP/1.1 431 ", await RawHttp.SendAsync(door, $"{Head}X: {new string('x', 40_000)}\r\n\r\n", headOnly: true), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 431 ",
            await RawHttp.SendAsync(door, Head + string.Concat(Enumerable.Range(0, 5000).Select(i => $"X{i}: 1\r\n")) + "\r\n", headOnly: true), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadGateway, (await GetAsync(ClientOf(door), "/big-head/200000")).Status);
        Assert.Equal(HttpStatusCode.OK, (await GetAsync(ClientOf(door), "/big-head/20000")).Status);
    }

    [Theory(Timeout = Limit)]
    [InlineData("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n")]
    [InlineData("Content-Length: 5\r\nContent-Length: 6\r\n")]
    [InlineData("Transfer-Encoding: chunked, identity\r\n")]
    [InlineData("Transfer-Encoding: xchunked\r\n")]
    [InlineData("Content-Length: 5, 6\r\n")]
    [InlineData("Content-Length: +5\r\n")]
    [InlineData("Content-Length: 0x5\r\n")]
    [InlineData("Content-Length: 99999999999999999999999\r\n")]
    public async Task Requests_whose_end_is_ambiguous_are_refused(string headers)
    {
        var door = await OpenAsync();
        var answer = await RawHttp.SendAsync(door, $"POST /upload HTTP/1.1\r\nHost: web.localhost\r\nConnection: close\r\n{headers}\r\n0\r\n\r\n", headOnly: true);
        Assert.StartsWith("HTTP/1.1 4", answer, StringComparison.Ordinal);
        Assert.Empty(Living);
    }

    [Fact(Timeout = Limit)]
    public async Task A_head_that_comes_too_slowly_is_refused()
    {
        var server = await FrontDoorServer.StartAsync(Spinner, new FrontDoorOptions { Listen = ["http://127.0.0.1:0"], RequestHeadTimeout = Seconds(1) });
        await using var _ = server;
        Assert.StartsWith("HTTP/1.1 408 ", await RawHttp.SendAsync(new Uri(server.Addresses[0]), "GET / HTTP/1.1\r\nHost: web.loc", headOnly: true), StringComparison.Ordinal);
    }
}
