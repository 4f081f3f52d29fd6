using System.Net.Sockets;
using System.Text;

namespace Spinner.Host.Tests.Api;

public class HostileSpec(SharedDaemon shared) : IClassFixture<SharedDaemon>
{
    private static readonly int Requests = RealProgram.Stress ? 10_000 : 1000;

    [Theory(Timeout = RealProgram.Limit)]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("\"text\"")]
    [InlineData("{\"attempts\":0}")]
    [InlineData("{\"unknown\":1}")]
    [InlineData("{\"args\":{\"a\":{\"b\":{\"c\":{\"d\":{\"e\":{\"f\":{\"g\":{\"h\":1}}}}}}}}}")]
    [InlineData("{\"timeout\":1e999}")]
    [InlineData("{\"env\":[1]}")]
    [InlineData("{\"command\":\"\\ud800\"}")]
    [InlineData("{\"env\":{\"\\udc00\":\"x\"}}")]
    [InlineData("{\"command\":\"a\",\"command\":\"b\"}")]
    [InlineData("{\"command\":true}")]
    [InlineData("{\"script\":5}")]
    public async Task What_is_no_options_is_refused(string body)
    {
        var daemon = shared.Daemon;
        var (status, problem) = await daemon.AskAsync(HttpMethod.Post, "/v1/children/x/start", body);
        Assert.Equal((400, "invalidOptions"), (status, problem.GetProperty("failure").GetString()));
    }

    [Fact(Timeout = RealProgram.Limit)]
    public async Task What_is_too_much_is_refused_and_the_daemon_lives_on()
    {
        var daemon = shared.Daemon;
        var body = $"{{\"command\":\"{new string('x', 1024 * 1024)}\"}}";
        Assert.Equal(413, await StatusAsync(
            daemon, $"POST /v1/children/x/start HTTP/1.1\r\nHost: x\r\nContent-Length: {body.Length}\r\n\r\n{body}"));
        Assert.Equal(414, await StatusAsync(daemon, $"GET /v1/children/{new string('n', 1024 * 1024)} HTTP/1.1\r\nHost: x\r\n\r\n"));
        Assert.Equal(431, await StatusAsync(daemon, $"GET /health HTTP/1.1\r\nHost: x\r\nX: {new string('h', 64 * 1024)}\r\n\r\n"));
        Assert.Equal(404, (await daemon.AskAsync(HttpMethod.Get, $"/v1/children/{new string('n', 1000)}")).Status);
        Assert.Equal(200, (await daemon.AskAsync(HttpMethod.Get, "/health")).Status);
    }

    [Fact(Timeout = RealProgram.Limit)]
    public async Task The_wrong_method_is_a_problem_too()
    {
        var daemon = shared.Daemon;
        Assert.Equal(405, (await daemon.AskAsync(HttpMethod.Put, "/v1/children")).Status);
        Assert.Equal(405, (await daemon.AskAsync(HttpMethod.Get, "/v1/children/x/start")).Status);
        Assert.Equal(404, (await daemon.AskAsync(HttpMethod.Get, "/nothing")).Status);
        Assert.Equal(400, (await daemon.AskAsync(HttpMethod.Get, "/v1/events?after=x")).Status);
        Assert.Equal(400, await StatusAsync(daemon, "no HTTP at all\r\n\r\n"));
    }

    [Fact(Timeout = RealProgram.Limit)]
    public async Task Whatever_is_asked_is_no_error_of_the_daemon()
    {
        var daemon = shared.Daemon;
        const string Start = "POST /v1/children/x/start HTTP/1.1\r\nHost: x\r\nConnection: close\r\n";
        Assert.Equal(400, await StatusAsync(daemon, $"{Start}Content-Length: 15\r\n\r\n{{\"command\":\"\u00ff\"}}"));
        Assert.Equal(404, await StatusAsync(daemon, "GET /V1/children/web HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"));
        Assert.Equal(404, await StatusAsync(daemon, "GET /v1/%63hildren/web HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"));
        Assert.Equal(404, await StatusAsync(daemon, "GET /v1/x/../children/web HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"));
        Assert.Equal(200, await StatusAsync(daemon, "GET http://x/v1/children/web HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"));
        Assert.Equal(200, await StatusAsync(daemon, "GET http://x/v1/children HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"));
        Assert.DoesNotContain("ERR", daemon.Process.Out, StringComparison.Ordinal);
    }

    [Fact(Timeout = RealProgram.Limit)]
    public async Task Many_callers_at_once_are_all_answered()
    {
        var daemon = shared.Daemon;
        var answers = await Task.WhenAll(Enumerable.Range(0, Requests).Select(_ => daemon.AskAsync(HttpMethod.Get, "/v1/children")));
        Assert.All(answers, answer => Assert.Equal(200, answer.Status));
    }

    [Fact(Timeout = RealProgram.Limit)]
    public async Task Callers_who_never_finish_their_request_are_sent_away_and_disturb_nobody()
    {
        var daemon = shared.Daemon;
        var slow = new List<Socket>();
        for (var i = 0; i < 200; i++)
        {
            slow.Add(await daemon.ConnectAsync());
            await slow[i].SendAsync("GET /health HTTP/1.1\r\nX-"u8.ToArray());
        }

        Assert.Equal(200, (await daemon.AskAsync(HttpMethod.Get, "/health")).Status);
        foreach (var socket in slow)
        {
            await ReadToEndAsync(socket);
            socket.Dispose();
        }
    }

    private static async Task<int> StatusAsync(DaemonRun daemon, string request)
    {
        using var socket = await daemon.ConnectAsync();
        try
        {
            await socket.SendAsync(Encoding.Latin1.GetBytes(request));
        }
        catch (SocketException)
        {
            // It answered before it had everything, and closed.
        }

        var answer = await ReadToEndAsync(socket);
        return int.Parse(answer.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);
    }

    private static async Task<string> ReadToEndAsync(Socket socket)
    {
        var (text, buffer) = (new StringBuilder(), new byte[4096]);
        try
        {
            while (await socket.ReceiveAsync(buffer) is > 0 and var count) text.Append(Encoding.ASCII.GetString(buffer, 0, count));
        }
        catch (SocketException)
        {
            // A reset is an end, too.
        }

        return text.ToString();
    }
}
