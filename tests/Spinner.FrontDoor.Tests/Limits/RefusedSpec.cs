namespace Spinner.FrontDoor.Tests.Limits;

/// <summary>What is no request, and what goes no further than the door.</summary>
public class RefusedSpec : SocketSpecs
{
    [Theory(Timeout = Limit)]
    [InlineData("web.localhost:99999")]
    [InlineData("web.localhost:65536")]
    [InlineData("web.localhost:4294967376")]
    [InlineData("web..localhost")]
    [InlineData(".")]
    [InlineData(".web.localhost")]
    [InlineData("[::1]:99999")]
    [InlineData("[v1.a]")]
    [InlineData("[::1")]
    [InlineData("[::1%25lo]")]
    [InlineData("web.localhost@evil")]
    public async Task A_host_that_is_none_is_400(string host)
    {
        var answer = await RawHttp.SendAsync(await AnyHostAsync(), $"GET / HTTP/1.1\r\nHost: {host}\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 400 ", answer, StringComparison.Ordinal);
        Assert.Empty(Child.Heads);
    }

    [Theory(Timeout = Limit)]
    [InlineData("a~b.test")]
    [InlineData("a!b$c&d'e(f)")]
    [InlineData("a_b.test:8080")]
    [InlineData("[::1]:80")]
    [InlineData("full.name.")]
    [InlineData("xn--0")]
    [InlineData("xn--")]
    [InlineData("a.xn--.b")]
    [InlineData("xn--99999999")]
    [InlineData("xn--fiq228c.test")]
    [InlineData("xn--afor9-ke33ada0f4h.9.9.9")]
    [InlineData("xn--afor9-ke33a9eta.9.9.xn--9protohttps-yi25dej7a")]
    public async Task A_host_comes_once_and_as_it_was_sent(string host)
    {
        var answer = await RawHttp.SendAsync(await AnyHostAsync(), $"GET / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 200 ", answer, StringComparison.Ordinal);
        var lines = Assert.Single(Child.Heads).Split("\r\n");
        Assert.Equal([$"Host: {host}"], lines.Where(l => l.StartsWith("Host:", StringComparison.OrdinalIgnoreCase)));
        Assert.Contains($"X-Forwarded-Host: {host}", lines);
        Assert.Contains($"Forwarded: for=127.0.0.1;host=\"{host}\";proto=http", lines);
    }

    [Theory(Timeout = Limit)]
    [InlineData("GET / HTTP/1.0\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost: \r\nConnection: close\r\n\r\n")]
    public async Task Without_a_host_the_child_gets_the_address_that_was_asked(string request)
    {
        var door = await AnyHostAsync();
        await RawHttp.SendAsync(door, request);
        Assert.Contains($"\r\nHost: 127.0.0.1:{door.Port}\r\n", Assert.Single(Child.Heads), StringComparison.Ordinal);
    }

    [Theory(Timeout = Limit)]
    [InlineData("/%41?a\rX-Evil:1\rz")]
    [InlineData("/a?b\x01")]
    [InlineData("/%41?a\x1b[2J")]
    [InlineData("/a\x7f")]
    [InlineData("/%41?\t")]
    [InlineData("/private#x")]
    [InlineData("/a?b#c")]
    public async Task What_one_reader_might_end_a_target_at_is_400(string target)
    {
        Assert.StartsWith("HTTP/1.1 400 ", await RawAsync(await OpenAsync(), target), StringComparison.Ordinal);
        Assert.Empty(Child.Heads);
    }

    [Theory(Timeout = Limit)]
    [InlineData("GET", "Transfer-Encoding: chunked, chunked", 400)]
    [InlineData("POST", "Transfer-Encoding: gzip, chunked", 501)]
    [InlineData("POST", "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked", 400)]
    [InlineData("POST", "X: a\x01", 400)]
    [InlineData("CONNECT", "X: 1", 405)]
    [InlineData("TRACE", "X: 1", 405)]
    public async Task Nothing_is_read_after_what_cannot_be_understood(string method, string header, int status)
    {
        var target = method == "CONNECT" ? "web.localhost" : "/";
        var answer = await RawHttp.SendAsync(await OpenAsync(),
            $"{method} {target} HTTP/1.1\r\nHost: web.localhost\r\n{header}\r\n\r\n0\r\n\r\nGET /smuggled HTTP/1.1\r\nHost: web.localhost\r\n\r\n");
        Assert.StartsWith($"HTTP/1.1 {status} ", answer, StringComparison.Ordinal);
        Assert.Contains("\r\nConnection: close\r\n", answer, StringComparison.Ordinal);
        Assert.Single(answer.Split("HTTP/1.1 ").Skip(1));
        Assert.Empty(Child.Heads);
    }

    [Theory(Timeout = Limit)]
    [InlineData("ffffffffffffffff\r\nabc")]
    [InlineData("80000000\r\nabc")]
    [InlineData("-3\r\nabc\r\n0\r\n\r\n")]
    [InlineData("3\r\nabcd\r\n0\r\n\r\n")]
    [InlineData("3\r\nabc\r\n0\r\nX T: v\r\n\r\n")]
    public async Task A_body_whose_chunks_are_none_is_400(string chunks)
    {
        Child.Answer = static async (_, connection) => await connection.ReadAsync(new byte[1024]) > int.MaxValue;
        var answer = await RawHttp.SendAsync(await OpenAsync(), $"POST / HTTP/1.1\r\nHost: web.localhost\r\nTransfer-Encoding: chunked\r\n\r\n{chunks}");
        Assert.StartsWith("HTTP/1.1 400 ", answer, StringComparison.Ordinal);
        Assert.Contains("its chunks are none", answer, StringComparison.Ordinal);
    }

    [Fact(Timeout = Limit)]
    public async Task A_chunked_body_of_an_http_1_0_request_is_400()
    {
        var answer = await RawHttp.SendAsync(await OpenAsync(), "POST / HTTP/1.0\r\nHost: web.localhost\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 400 ", answer, StringComparison.Ordinal);
        Assert.Empty(Child.Heads);
    }

    [Fact(Timeout = Limit)]
    public async Task A_circle_is_seen_at_its_second_round_and_a_long_chain_at_its_end()
    {
        var door = await OpenAsync();
        Child.Answer = async (head, connection) =>
        {
            var via = head.Split("\r\n").Last(l => l.StartsWith("Via: ", StringComparison.Ordinal));
            var round = await RawAsync(door, "/again", via);
            return await SocketChild.SendAsync(connection, round[..round.IndexOf("\r\n", StringComparison.Ordinal)]);
        };

        Assert.EndsWith("HTTP/1.1 508 Loop Detected", await RawAsync(door, "/"), StringComparison.Ordinal);
        Assert.Single(Child.Heads);
        Assert.StartsWith("HTTP/1.1 508 ", await RawAsync(door, "/", $"Via: {string.Join(", ", Enumerable.Range(0, 40).Select(i => $"1.1 p{i}"))}"), StringComparison.Ordinal);
        Assert.EndsWith("508 Loop Detected", await RawAsync(door, "/", "Via: 1.1 a, 1.1 b (c)", "Connection: Via"), StringComparison.Ordinal);
        Assert.Contains("\r\nVia: 1.1 a, 1.1 b (c)", Child.Heads[^1], StringComparison.Ordinal);
    }

    [Theory(Timeout = Limit)]
    [InlineData("OPTIONS", "0", "204")]
    [InlineData("OPTIONS", "3", "2")]
    [InlineData("GET", "0", "0")]
    [InlineData("OPTIONS", "x", "x")]
    public async Task Max_forwards_counts_for_options_only(string method, string given, string got)
    {
        var answer = await RawHttp.SendAsync(await OpenAsync(),
            $"{method} / HTTP/1.1\r\nHost: web.localhost\r\nMax-Forwards: {given}\r\nConnection: close\r\n\r\n");
        if (got == "204") Assert.Empty(Child.Heads);
        else Assert.Contains($"\r\nMax-Forwards: {got}\r\n", Assert.Single(Child.Heads), StringComparison.Ordinal);
        Assert.StartsWith(got == "204" ? "HTTP/1.1 204 " : "HTTP/1.1 200 ", answer, StringComparison.Ordinal);
    }

    [Theory(Timeout = Limit)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Headers_that_apps_believe_of_a_proxy_are_not_the_clients_to_set(bool trusted)
    {
        string[] forged = ["X-Real-IP: 9.9.9.9", "x_real_ip: 9.9.9.9", "True-Client-IP: 9.9.9.9", "CF-Connecting-IP: 9.9.9.9", "X-Client-IP: 9.9.9.9",
            "Front-End-Https: on", "Remote-User: root", "REMOTE_USER: root", "Proxy: http://evil"];
        await RawAsync(await OpenAsync(new FrontDoorOptions { TrustForwarded = trusted }), "/", [.. forged, "X-Real: kept"]);
        var head = Assert.Single(Child.Heads);
        Assert.Contains("X-Real: kept\r\n", head, StringComparison.Ordinal);
        if (trusted) Assert.All(forged, line => Assert.Contains(line + "\r\n", head, StringComparison.OrdinalIgnoreCase));
        else Assert.All(forged, line => Assert.DoesNotContain(line + "\r\n", head, StringComparison.OrdinalIgnoreCase));
    }

    [Theory(Timeout = Limit)]
    [InlineData("Connection: close\r\nConnection: X-Hop")]
    [InlineData("Connection: X-Hop\r\nConnection: close")]
    [InlineData("Connection: X-Other, X-Hop\r\nConnection: keep-alive")]
    [InlineData("Connection: keep-alive\r\nConnection: X-Hop")]
    [InlineData("Connection: upgrade\r\nConnection: X-Hop")]
    public async Task What_a_second_connection_header_names_stays_here(string headers)
    {
        await RawHttp.SendAsync(await OpenAsync(), $"GET / HTTP/1.1\r\nHost: web.localhost\r\n{headers}\r\nX-Hop: 1\r\nX-End: 1\r\n\r\n");
        var head = Assert.Single(Child.Heads);
        Assert.Contains("X-End: 1\r\n", head, StringComparison.Ordinal);
        Assert.DoesNotContain("X-Hop", head, StringComparison.Ordinal);
    }

    [Fact(Timeout = Limit)]
    public async Task Of_many_refusals_of_a_kind_one_a_minute_is_logged_and_none_with_a_stack()
    {
        using var logs = new Heard();
        await using var server = await FrontDoorServer.StartAsync(Spinner, new FrontDoorOptions { Listen = ["http://127.0.0.1:0"], Clock = Clock }, logs);
        var door = new Uri(server.Addresses[0]);
        logs.Forget();
        for (var i = 0; i < 10; i++) await RawAsync(door, "/\x01");
        for (var i = 0; i < 10; i++) await RawHttp.SendAsync(door, $"GET / HTTP/1.1\r\nHost: nobody{i}.localhost\r\nConnection: close\r\n\r\n");
        Assert.Equal(2, Told().Count);
        Clock.Advance(TimeSpan.FromMinutes(1));
        await RawAsync(door, "/\x01");
        Assert.EndsWith("(and 9 more such since the last line)", Told()[^1], StringComparison.Ordinal);
        Assert.Equal(3, Told().Count);

        List<string> Told() => [.. logs.Lines.Where(l => !l.StartsWith("scope ", StringComparison.Ordinal))];
    }

    private Task<Uri> AnyHostAsync() =>
        OpenAsync(new FrontDoorOptions { Domain = FrontDoorOptions.NoDomain, Routes = [new() { Name = "web" }] });
}
