using System.Net;
using System.Net.WebSockets;
using System.Security.Cryptography;
using Spinner.Actors;

namespace Spinner.FrontDoor.Tests.Forwarding;

/// <summary>What passes the door, both ways.</summary>
public class ForwardingSpec : DoorSpecs
{
    [Fact(Timeout = Limit)]
    public async Task The_first_request_starts_the_child_and_says_how_long_that_took()
    {
        var client = await ClientAsync();

        using var first = await client.GetAsync(new Uri("/pid", UriKind.Relative));
        using var second = await client.GetAsync(new Uri("/pid", UriKind.Relative));

        Assert.Equal(Living.Single().ToString(System.Globalization.CultureInfo.InvariantCulture), await first.Content.ReadAsStringAsync());
        Assert.True(long.Parse(first.Headers.GetValues("Spinner-Cold-Start").Single(), System.Globalization.CultureInfo.InvariantCulture) > 0);
        Assert.False(second.Headers.Contains("Spinner-Cold-Start"));
        Assert.Equal(1, (await InfoAsync()).Launches);
    }

    [Fact(Timeout = Limit)]
    public async Task A_child_on_a_unix_socket_is_the_same()
    {
        await Spinner.StartAsync(Child("web") with { Name = "unix", Endpoint = EndpointSpec.Unix });
        var client = await ClientAsync();
        Assert.Equal((HttpStatusCode.OK, "hello, world"), await GetAsync(client, $"http://unix.localhost:{client.BaseAddress!.Port}/"));
    }

    [Fact(Timeout = Limit)]
    public async Task Unknown_hosts_get_404_with_help_and_start_nothing()
    {
        var client = await ClientAsync();
        File.WriteAllText(PathOf("evil.sh"), "touch started");
        foreach (var host in (string[])["nobody.localhost", "localhost", "example.com", "evil.sh.localhost", "..%2fevil.sh.localhost"])
        {
            var answer = await RawHttp.SendAsync(client.BaseAddress!.Port is var port ? new Uri($"http://127.0.0.1:{port}") : null!,
                $"GET / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
            Assert.True(answer.StartsWith("HTTP/1.1 404 ", StringComparison.Ordinal) || answer.StartsWith("HTTP/1.1 400 ", StringComparison.Ordinal), answer);
            if (answer.Contains("404", StringComparison.Ordinal)) Assert.Contains("http://<name>.localhost/", answer, StringComparison.Ordinal);
        }

        Assert.Equal(["web"], (await Spinner.ListAsync()).Keys);
        Assert.Empty(Living);
    }

    [Fact(Timeout = Limit)]
    public async Task Paths_are_kept_or_stripped_and_the_child_is_told()
    {
        var client = await ClientAsync(new FrontDoorOptions
        {
            Routes = [new() { Name = "kept", Child = Name, Path = "/head" }, new() { Name = "stripped", Child = Name, Path = "/api", StripPath = true }],
        });
        var other = $"http://other.example:{client.BaseAddress!.Port}";

        Assert.StartsWith("GET /head/x\n", (await GetAsync(client, other + "/head/x")).Body, StringComparison.Ordinal);
        var stripped = (await GetAsync(client, other + "/api/head/a%20b?q=1")).Body;
        Assert.StartsWith("GET /head/a%20b\n", stripped, StringComparison.Ordinal);
        Assert.Contains("\nX-Forwarded-Prefix: /api\n", stripped + "\n", StringComparison.Ordinal);
        Assert.Equal("hello, world", (await GetAsync(client, other + "/api")).Body);
        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync(client, other + "/apix")).Status);
    }

    [Theory(Timeout = Limit)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_child_learns_who_asked_and_hop_by_hop_headers_stay_here(bool trusted)
    {
        var door = await OpenAsync(new FrontDoorOptions { TrustForwarded = trusted });
        var head = await RawHttp.SendAsync(door, "GET /head HTTP/1.0\r\nHost: web.localhost:1\r\nX-Forwarded-For: 9.9.9.9\r\nX-Forwarded-Proto: https\r\n" +
            "Forwarded: for=9.9.9.9\r\nX-Real: é\r\nConnection: X-Hop\r\nX-Hop: 1\r\nProxy-Connection: x\r\nTE: trailers\r\n\r\n");
        var lines = head.Split('\n').Select(l => l.Trim('\r')).ToList();

        Assert.Contains("Host: web.localhost:1", lines);
        Assert.Contains(trusted ? "X-Forwarded-For: 9.9.9.9, 127.0.0.1" : "X-Forwarded-For: 127.0.0.1", lines);
        Assert.Contains(trusted ? "X-Forwarded-Proto: https" : "X-Forwarded-Proto: http", lines);
        Assert.Contains("X-Forwarded-Host: web.localhost:1", lines);
        Assert.Contains((trusted ? "Forwarded: for=9.9.9.9, " : "Forwarded: ") + "for=127.0.0.1;host=\"web.localhost:1\";proto=http", lines);
        Assert.Contains("X-Real: Ã©", lines); // the byte as it came, which the answer's body gives back in UTF-8
        Assert.DoesNotContain(lines, l => l.StartsWith("X-Hop:", StringComparison.Ordinal) || l.StartsWith("Proxy-Connection:", StringComparison.Ordinal));
        Assert.Contains("X-Real: é\r\n", await RawHttp.SendAsync(door, "GET /accented HTTP/1.1\r\nHost: web.localhost\r\nConnection: close\r\n\r\n"), StringComparison.Ordinal);
    }

    [Theory(Timeout = Limit)]
    [InlineData("Connection: close, X-Hop", true)]
    [InlineData("Connection: X-Hop, close", true)]
    [InlineData("Connection: keep-alive, X-Hop", false)]
    [InlineData("Connection: Keep-Alive,X-Other , x-hop", false)]
    [InlineData("Connection: upgrade, X-Hop", false)]
    public async Task What_a_connection_header_names_stays_here_whatever_else_it_says(string header, bool closes)
    {
        var door = await OpenAsync();
        var request = $"GET /head HTTP/1.1\r\nHost: web.localhost\r\n{header}\r\nX-Hop: 1\r\nX-End: 1\r\n\r\n";
        // Twice on one connection: a server may remember what a header said last time.
        const string Last = "GET /head HTTP/1.1\r\nHost: web.localhost\r\nConnection: close\r\n\r\n";
        var answer = await RawHttp.SendAsync(door, closes ? request : request + request + Last);

        Assert.Equal(closes ? 1 : 2, answer.Split("X-End: 1").Length - 1);
        Assert.DoesNotContain("X-Hop", answer, StringComparison.OrdinalIgnoreCase);
    }

    [Theory(Timeout = Limit)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Large_bodies_pass_both_ways_without_being_kept(bool chunked)
    {
        var length = (Stress ? 200 : 40) * 1024 * 1024;
        var client = await ClientAsync();
        await GetAsync(client, "/");
        var body = new byte[length];
        Random.Shared.NextBytes(body);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/upload") { Content = new ByteArrayContent(body) };
        request.Headers.TransferEncodingChunked = chunked;
        request.Headers.ExpectContinue = true;

        using var answer = await client.SendAsync(request);

        Assert.Equal($"{length} {Convert.ToHexString(SHA256.HashData(body))}", await answer.Content.ReadAsStringAsync());
        await using var download = await client.GetStreamAsync(new Uri($"/download/{length}", UriKind.Relative));
        long got = 0;
        for (var count = 1; count > 0; got += count) count = await download.ReadAsync(body.AsMemory(0, 65536));
        Assert.Equal(length, got);
    }

    [Fact(Timeout = Limit)]
    public async Task Events_come_as_they_are_told()
    {
        var client = await ClientAsync();
        await using var events = await client.GetStreamAsync(new Uri("/events/3/500", UriKind.Relative));
        using var reader = new StreamReader(events);
        Assert.Equal("data: 0", await reader.ReadLineAsync());
        Assert.Equal(1, (await InfoAsync()).AliveBecause!.Uses);
        Assert.Equal("\ndata: 1\n\ndata: 2\n\n", await reader.ReadToEndAsync());
    }

    [Fact(Timeout = Limit)]
    public async Task A_websocket_starts_the_child_and_is_a_use_until_it_closes()
    {
        var door = await OpenAsync();
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(new Uri($"ws://web.localhost:{door.Port}/ws"), new HttpMessageInvoker(new SocketsHttpHandler
        {
            ConnectCallback = (_, token) => new TcpEndpoint(door.Host, door.Port).ConnectAsync(token),
        }), default);
        await socket.SendAsync("hello"u8.ToArray(), WebSocketMessageType.Text, true, default);
        var buffer = new byte[100];
        var echo = await socket.ReceiveAsync(buffer, default);
        Assert.Equal("hello", System.Text.Encoding.UTF8.GetString(buffer, 0, echo.Count));
        Assert.Equal(1, (await InfoAsync()).AliveBecause!.Uses);
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, default);
        await UntilAsync(i => i.AliveBecause!.Uses == 0);
    }

    [Fact(Timeout = Limit)]
    public async Task Http2_without_tls_carries_trailers()
    {
        var client = ClientOf(await OpenAsync(listen: "h2c://127.0.0.1:0"));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/trailers") { Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        using var answer = await client.SendAsync(request);
        Assert.Equal((HttpVersion.Version20, "hello"), (answer.Version, await answer.Content.ReadAsStringAsync()));
        Assert.Equal("5d41", answer.TrailingHeaders.GetValues("X-Sum").Single());
    }

    [Fact(Timeout = Limit)]
    public async Task A_reload_changes_the_routes_and_a_wrong_one_changes_nothing()
    {
        var client = await ClientAsync();
        var other = $"http://shop.example:{client.BaseAddress!.Port}/";
        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync(client, other)).Status);

        Server.Reload(new FrontDoorOptions { Routes = [new() { Name = Name, Hosts = ["shop.example"] }] });
        Assert.Equal(HttpStatusCode.OK, (await GetAsync(client, other)).Status);
        Assert.Throws<ArgumentException>(() => Server.Reload(new FrontDoorOptions { Domain = "a b" }));
        Assert.Equal(HttpStatusCode.OK, (await GetAsync(client, other)).Status);
        Assert.Single(Server.Options.Routes);
    }

    [Fact(Timeout = Limit)]
    public async Task A_route_can_say_how_its_child_is_started()
    {
        var start = Child("web") with { Environment = new Dictionary<string, string> { ["WHO"] = "me" } };
        var client = await ClientAsync(new FrontDoorOptions { Routes = [new() { Name = "inline", Hosts = ["inline.example"], Start = start }] });
        Assert.Equal("me", (await GetAsync(client, $"http://inline.example:{client.BaseAddress!.Port}/env/WHO")).Body);
        Assert.IsType<TcpEndpoint>((await InfoAsync("inline")).Endpoint);
    }

    [Fact(Timeout = Limit)]
    public async Task A_route_can_name_a_script_which_listens_on_a_port_as_the_declared_children_do()
    {
        var script = PathOf("site.sh");
        File.WriteAllText(script, $"exec '{Dummy.Dotnet}' '{Dummy.Dll}' web\n");
        var client = await ClientAsync(new FrontDoorOptions { Routes = [new() { Name = script, Hosts = ["site.example"] }] });
        Assert.Equal((HttpStatusCode.OK, "hello, world"), await GetAsync(client, $"http://site.example:{client.BaseAddress!.Port}/"));
        Assert.IsType<TcpEndpoint>((await InfoAsync(script)).Endpoint);
        Assert.Equal((HttpStatusCode.OK, "hello, world"), await GetAsync(client, "/"));
        Assert.IsType<TcpEndpoint>((await InfoAsync()).Endpoint);
    }
}
