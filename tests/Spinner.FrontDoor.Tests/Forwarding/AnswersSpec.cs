using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Spinner.FrontDoor.Tests.Forwarding;

/// <summary>What a child answers, and what of it the client gets, byte by byte.</summary>
public class AnswersSpec : SocketSpecs
{
    private const string Close = "Connection: close\r\n";

    [Theory(Timeout = Limit)]
    [InlineData("Content-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n")]
    [InlineData("Content-Length: 5\r\n")]
    [InlineData("")]
    public async Task The_head_of_an_answer_does_not_wait_for_its_body(string headers)
    {
        var told = new TaskCompletionSource();
        Child.Answer = async (_, connection) =>
        {
            await SayAsync(connection, $"HTTP/1.1 200 OK\r\n{headers}\r\n");
            await told.Task;
            return false;
        };
        var client = ClientOf(await OpenAsync());
        using var answer = await client.GetAsync(new Uri("/", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        told.SetResult();
    }

    [Fact(Timeout = Limit)]
    public async Task What_comes_before_the_answer_is_passed_on_and_holds_off_the_deadline()
    {
        var (next, last) = (new TaskCompletionSource(), new TaskCompletionSource());
        Child.Answer = async (_, connection) =>
        {
            await SayAsync(connection, "HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\nConnection: x\r\n\r\n");
            await next.Task;
            await SayAsync(connection, "HTTP/1.1 102 Processing\r\n\r\n");
            await last.Task;
            return await SocketChild.SendAsync(connection, "hello");
        };
        var door = await OpenAsync(new FrontDoorOptions { Clock = Clock, Defaults = new() { FirstAnswerTimeout = TimeSpan.FromSeconds(10) } });
        using var client = new TcpClient();
        await client.ConnectAsync(door.Host, door.Port);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"GET / HTTP/1.1\r\nHost: web.localhost\r\n{Close}\r\n"));
        Assert.Equal("HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n", await ReadAsync());
        Clock.Advance(TimeSpan.FromSeconds(6));
        next.SetResult();
        Assert.Equal("HTTP/1.1 102 Processing\r\n\r\n", await ReadAsync());
        Clock.Advance(TimeSpan.FromSeconds(6));
        last.SetResult();
        Assert.StartsWith("HTTP/1.1 200 OK\r\n", await ReadAsync(), StringComparison.Ordinal);

        async Task<string> ReadAsync()
        {
            var buffer = new byte[4096];
            return Encoding.ASCII.GetString(buffer, 0, await client.GetStream().ReadAsync(buffer));
        }
    }

    [Theory(Timeout = Limit)]
    [InlineData("HTTP/1.1 099 Odd\r\nContent-Length: 0\r\n\r\n", "status line")]
    [InlineData("HTTP/1.1 20 OK\r\nContent-Length: 0\r\n\r\n", "status line")]
    [InlineData("HTTP/2 200 OK\r\nContent-Length: 0\r\n\r\n", "status line")]
    [InlineData("hello\r\n\r\n", "status line")]
    [InlineData("HTTP/1.1 200 O\rK\r\nContent-Length: 0\r\n\r\n", "status line")]
    [InlineData("\0\0\x12\x04\0\0\0\0\0", "speaks HTTP/2")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 2\r\n\r\nhi", "given twice")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: -2\r\n\r\nhi", "no number")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 0x2\r\n\r\nhi", "no number")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\nhi", "no number")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\nhi", "two ways")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", "transfer coding")]
    [InlineData("HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "transfer coding")]
    [InlineData("HTTP/1.1 200 OK\r\nX: a\r\n b\r\nContent-Length: 0\r\n\r\n", "next line")]
    [InlineData("HTTP/1.1 200 OK\r\nX Y: a\r\nContent-Length: 0\r\n\r\n", "header")]
    [InlineData("HTTP/1.1 200 OK\r\nX: a\x01\r\nContent-Length: 0\r\n\r\n", "header")]
    [InlineData("HTTP/1.1 200 OK\r\nX: a\rY: b\r\nContent-Length: 0\r\n\r\n", "header")]
    [InlineData("HTTP/1.1 200 OK\r\nnothing\r\nContent-Length: 0\r\n\r\n", "header")]
    [InlineData("HTTP/1.1 101 Switching Protocols\r\nUpgrade: foo\r\nConnection: Upgrade\r\n\r\n", "nobody has asked for")]
    public async Task What_is_no_answer_is_502_with_the_right_words(string answer, string words)
    {
        using var logs = new Heard();
        Child.Answer = (_, connection) => SayAsync(connection, answer);
        await using var server = await FrontDoorServer.StartAsync(Spinner, new FrontDoorOptions { Listen = ["http://127.0.0.1:0"] }, logs);
        var got = await RawAsync(new Uri(server.Addresses[0]), "/");
        Assert.StartsWith("HTTP/1.1 502 ", got, StringComparison.Ordinal);
        Assert.Contains(words, got, StringComparison.Ordinal);
        Assert.DoesNotContain(logs.Lines, l => l.Contains("   at ", StringComparison.Ordinal));
        Assert.Single(Child.Heads);
    }

    [Theory(Timeout = Limit)]
    [InlineData("HTTP/1.1 204 No Content\r\nContent-Length: 11\r\n\r\n", "HTTP/1.1 204 No Content\r\n", "")]
    [InlineData("HTTP/1.1 204 No Content\r\nContent-Length: 5\r\n\r\nhello", "HTTP/1.1 204 No Content\r\n", "")]
    [InlineData("HTTP/1.1 205 Reset Content\r\nContent-Length: 5\r\n\r\nhello", "HTTP/1.1 205 Reset Content\r\n", "")]
    [InlineData("HTTP/1.1 200\r\nContent-Length: 2\r\n\r\nhi", "HTTP/1.1 200 OK\r\n", "hi")]
    [InlineData("HTTP/1.1 200 Fine by me\nContent-Length: 2\n\nhi", "HTTP/1.1 200 Fine by me\r\n", "hi")]
    [InlineData("HTTP/1.1 418 I'm a teapot\r\nContent-Length : 2\r\n\r\nhi", "HTTP/1.1 418 I'm a teapot\r\n", "hi")]
    [InlineData("HTTP/1.1 426 Upgrade Required\r\nUpgrade: foo/2\r\nConnection: Upgrade\r\nContent-Length: 0\r\n\r\n", "Upgrade: foo/2\r\n", "")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: X-Sum\r\n\r\n5;a=b\r\nhello\r\n0\r\nX-Sum: 5d41\r\n\r\n", "Trailer: X-Sum\r\n", "5\r\nhello\r\n0\r\nX-Sum: 5d41\r\n\r\n")]
    public async Task What_is_an_answer_comes_as_it_is(string answer, string head, string body)
    {
        Child.Answer = (_, connection) => SayAsync(connection, answer);
        var got = await RawAsync(await OpenAsync(), "/");
        Assert.Contains(head, got, StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\n" + body, got, StringComparison.Ordinal);
        Assert.Equal(head.StartsWith("HTTP/1.1 204", StringComparison.Ordinal), !got.Contains("Content-Length", StringComparison.Ordinal) && !got.Contains("chunked", StringComparison.Ordinal));
    }

    [Theory(Timeout = Limit)]
    [InlineData("set-cookie: a\r\nX-A: 1\r\nSet-Cookie: b\r\nSet-Cookie: c\r\n", "\r\nSet-Cookie: a\r\nSet-Cookie: b\r\nSet-Cookie: c\r\n")]
    [InlineData("X-Pair: 1\r\nVary: a\r\nx-pair:\r\nX-PAIR: 3\r\n", "\r\nX-Pair: 1\r\nX-Pair: \r\nX-Pair: 3\r\n")]
    [InlineData("Date: then\r\n", "\r\nDate: then\r\n")]
    public async Task What_is_said_several_times_comes_as_often_also_to_who_did_not_start_the_child(string headers, string lines)
    {
        Child.Answer = (_, connection) => SayAsync(connection, $"HTTP/1.1 200 OK\r\n{headers}Content-Length: 2\r\n\r\nhi");
        var door = await OpenAsync();
        Assert.Contains("Spinner-Cold-Start", await RawAsync(door, "/"), StringComparison.Ordinal);
        var got = await RawAsync(door, "/");
        Assert.DoesNotContain("Spinner-Cold-Start", got, StringComparison.Ordinal);
        Assert.Contains(lines, got, StringComparison.Ordinal);
        Assert.Single(got.Split("\r\n"), line => line.StartsWith("Date:", StringComparison.Ordinal));
    }

    [Theory(Timeout = Limit)]
    [InlineData("Content-Length: 10\r\n\r\nhello")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\nX: 1\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n5\r\nhello!\r\n0\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n5\nhello\r\n0\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\nfive\r\nhello\r\n0\r\n\r\n")]
    public async Task A_body_that_is_cut_off_or_none_is_not_made_to_look_whole(string answer)
    {
        Child.Answer = async (_, connection) => !await SayAsync(connection, "HTTP/1.1 200 OK\r\n" + answer);
        var client = ClientOf(await OpenAsync());
        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetStringAsync(new Uri("/", UriKind.Relative)));
    }

    [Fact(Timeout = Limit)]
    public async Task An_answer_before_the_end_of_the_body_comes_at_once_and_the_child_reads_on()
    {
        var read = new TaskCompletionSource<string>();
        Child.Answer = async (_, connection) =>
        {
            await SocketChild.SendAsync(connection, "early");
            var body = new byte[10];
            await connection.ReadExactlyAsync(body);
            read.SetResult(Encoding.ASCII.GetString(body));
            return true;
        };
        var door = await OpenAsync();
        using var client = new TcpClient();
        await client.ConnectAsync(door.Host, door.Port);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"POST / HTTP/1.1\r\nHost: web.localhost\r\nContent-Length: 10\r\n{Close}\r\nhello"));
        var (answer, buffer) = ("", new byte[1000]);
        while (!answer.EndsWith("early", StringComparison.Ordinal)) answer += Encoding.ASCII.GetString(buffer, 0, await stream.ReadAsync(buffer));
        await stream.WriteAsync("world"u8.ToArray());
        Assert.Equal("helloworld", await read.Task);
    }

    [Theory(Timeout = Limit)]
    [InlineData("GET / HTTP/1.1\r\nHost: web.localhost\r\nContent-Type: text/x\r\nContent-Language: de\r\nUpgrade-Insecure-Requests: 1\r\n", "Upgrade-Insecure-Requests: 1\r\n", "Content-Length")]
    [InlineData("POST / HTTP/1.1\r\nHost: web.localhost\r\nContent-Length: 0\r\n", "Content-Length: 0\r\n", "Transfer-Encoding")]
    [InlineData("GET / HTTP/1.1\r\nHost: web.localhost\r\nUpgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: x\r\n", "Via: ", "Upgrade")]
    [InlineData("GET / HTTP/1.1\r\nHost: web.localhost\r\nTE: trailers, gzip\r\nConnection: TE\r\n", "Connection: TE\r\nTE: trailers\r\n", "gzip")]
    [InlineData("GET / HTTP/1.1\r\nHost: web.localhost\r\nCookie: a=1\r\nCookie: b=2\r\n", "Cookie: a=1; b=2\r\n", "Cookie: b")]
    public async Task The_child_gets_what_the_client_said(string request, string has, string hasNot)
    {
        await RawHttp.SendAsync(await OpenAsync(), request + (request.Contains("Connection:", StringComparison.Ordinal) ? "" : Close) + "\r\n", headOnly: true);
        var head = Assert.Single(Child.Heads);
        Assert.Contains(has, head, StringComparison.Ordinal);
        Assert.DoesNotContain(hasNot, head.Replace("Upgrade-Insecure", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase);
    }

    [Theory(Timeout = Limit)]
    [InlineData("HTTP/1.1", true, true)]
    [InlineData("HTTP/1.1", false, false)]
    [InlineData("HTTP/1.0", true, false)]
    public async Task Another_protocol_passes_where_the_route_allows_it(string version, bool allowed, bool passes)
    {
        Child.Answer = async (head, connection) =>
        {
            if (!head.Contains("\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n", StringComparison.Ordinal)) return await SocketChild.SendAsync(connection, "no");
            await SayAsync(connection, "HTTP/1.1 101 UPGRADED\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\nfirst ");
            var bytes = new byte[5];
            await connection.ReadExactlyAsync(bytes);
            await connection.WriteAsync(bytes);
            return false;
        };
        var door = await OpenAsync(new FrontDoorOptions { Defaults = new() { Upgrades = allowed ? ["websocket", "tcp"] : ["websocket"] } });
        using var client = new TcpClient();
        await client.ConnectAsync(door.Host, door.Port);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
            $"GET / {version}\r\nHost: web.localhost\r\nConnection: Upgrade{(passes ? "" : ", close")}\r\nUpgrade: tcp\r\n\r\n{(passes ? "bytes" : "")}"));
        using var reader = new StreamReader(client.GetStream());
        var got = await reader.ReadToEndAsync();
        Assert.StartsWith(passes ? "HTTP/1.1 101 " : "HTTP/1.1 200 ", got, StringComparison.Ordinal);
        Assert.EndsWith(passes ? "first bytes" : "no", got, StringComparison.Ordinal);
    }

    [Theory(Timeout = Limit)]
    [InlineData("Upgrade: tcp, other\r\n")]
    [InlineData("Upgrade: tcp\r\nUpgrade: other\r\n")]
    [InlineData("Upgrade: other, tcp\r\n")]
    public async Task A_protocol_beside_the_wanted_one_is_no_answer(string upgrade)
    {
        Child.Answer = (_, connection) => SayAsync(connection, $"HTTP/1.1 101 UPGRADED\r\nConnection: Upgrade\r\n{upgrade}\r\n");
        var got = await RawHttp.SendAsync(
            await OpenAsync(new FrontDoorOptions { Defaults = new() { Upgrades = ["tcp"] } }),
            "GET / HTTP/1.1\r\nHost: web.localhost\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n", headOnly: true);
        Assert.StartsWith("HTTP/1.1 502 ", got, StringComparison.Ordinal);
    }

    [Fact(Timeout = Limit)]
    public async Task Trailers_of_a_request_pass_but_those_that_a_child_would_take_for_the_doors()
    {
        var body = new TaskCompletionSource<string>();
        Child.Answer = async (_, connection) =>
        {
            var (text, buffer) = ("", new byte[1000]);
            while (!text.EndsWith("\r\n\r\n", StringComparison.Ordinal)) text += Encoding.ASCII.GetString(buffer, 0, await connection.ReadAsync(buffer));
            body.SetResult(text);
            return await SocketChild.SendAsync(connection, "hello");
        };
        await RawHttp.SendAsync(await OpenAsync(), "POST / HTTP/1.1\r\nHost: web.localhost\r\nTransfer-Encoding: chunked\r\nTrailer: X-Sum\r\n" +
            $"{Close}\r\n5\r\nhello\r\n0\r\nX-Sum: 1\r\nX-Forwarded-For: 9.9.9.9\r\nX_Real_IP: 9.9.9.9\r\nHost: evil\r\nContent-Length: 9\r\n\r\n");
        Assert.Equal("5\r\nhello\r\n0\r\nX-Sum: 1\r\n\r\n", await body.Task);
    }

    private static async Task<bool> SayAsync(NetworkStream connection, string bytes)
    {
        await connection.WriteAsync(Encoding.Latin1.GetBytes(bytes));
        return true;
    }
}
