using System.Text;

namespace Spinner.Host.Tests.Api;

/// <summary>What HTTP wants of every server, whatever is asked.</summary>
public class HeadSpec(SharedDaemon shared) : IClassFixture<SharedDaemon>
{
    [Theory(Timeout = RealProgram.Limit)]
    [InlineData("HEAD /v1/children", "x", "HTTP/1.1 200 ")]
    [InlineData("HEAD /health", "x", "HTTP/1.1 200 ")]
    [InlineData("HEAD /v1/events", "x", "HTTP/1.1 200 ")]
    [InlineData("HEAD /v1/children/web/logs?follow=true", "x", "HTTP/1.1 200 ")]
    [InlineData("HEAD /v1/children/nobody", "x", "HTTP/1.1 404 ")]
    [InlineData("HEAD /v1/stop-all", "x", "HTTP/1.1 405 ")]
    [InlineData("GET /openapi.json", "xn--0", "HTTP/1.1 400 ")]
    [InlineData("GET /v1/children", "xn--", "HTTP/1.1 400 ")]
    public async Task A_head_is_answered_without_a_body_and_a_host_that_is_none_is_refused(string asked, string host, string expected)
    {
        var daemon = shared.Daemon;
        using var socket = await daemon.ConnectAsync();
        await socket.SendAsync(Encoding.ASCII.GetBytes($"{asked} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"));

        var (answer, buffer) = (new StringBuilder(), new byte[4096]);
        while (await socket.ReceiveAsync(buffer) is var count and > 0) answer.Append(Encoding.UTF8.GetString(buffer, 0, count));

        Assert.StartsWith(expected, answer.ToString(), StringComparison.Ordinal);
        if (asked.StartsWith("HEAD", StringComparison.Ordinal)) Assert.EndsWith("\r\n\r\n", answer.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", daemon.Process.Out, StringComparison.Ordinal);
    }

    [Theory(Timeout = RealProgram.Limit)]
    [InlineData("GET /health HTTP/1.1\r\n\r\n", 400)]
    [InlineData("GET /health HTTP/1.1\r\nHost: a b\r\n\r\n", 400)]
    [InlineData("nonsense\r\n\r\n", 400)]
    [InlineData("GET /health HTTP/3.7\r\nHost: x\r\n\r\n", 505)]
    public async Task What_the_web_server_cannot_read_is_a_problem_in_words_too(string head, int status)
    {
        using var socket = await shared.Daemon.ConnectAsync();
        await socket.SendAsync(Encoding.ASCII.GetBytes(head));

        var (answer, buffer) = (new StringBuilder(), new byte[4096]);
        while (await socket.ReceiveAsync(buffer) is var count and > 0) answer.Append(Encoding.UTF8.GetString(buffer, 0, count));

        Assert.StartsWith($"HTTP/1.1 {status} ", answer.ToString(), StringComparison.Ordinal);
        Assert.Contains("\r\nContent-Type: application/problem+json", answer.ToString(), StringComparison.Ordinal);
        using var problem = System.Text.Json.JsonDocument.Parse(answer.ToString().Split("\r\n\r\n")[1]);
        Assert.Equal("badRequest", problem.RootElement.GetProperty("failure").GetString());
        Assert.NotEqual("", problem.RootElement.GetProperty("detail").GetString());
    }

    [Theory(Timeout = RealProgram.Limit)]
    [InlineData("Host: x.")]
    [InlineData("Host: x:80")]
    [InlineData("Host: [::1]:80")]
    [InlineData("Host:")]
    [InlineData("Host: x\r\nA: b\tc")]
    [InlineData("Host: x", "http://x/v1/children/web/stop")]
    [InlineData("Host: x", "/v1/children/web/stop", "HTTP/1.1", "Content-Length: 2")]
    [InlineData("", "/v1/children/web/stop", "HTTP/1.0")]
    public async Task A_head_that_is_one_is_answered(
        string fields, string target = "/v1/children/web/stop", string version = "HTTP/1.1", string framing = "Transfer-Encoding: chunked") =>
        Assert.StartsWith("HTTP/1.1 200 ", await PostAsync(target, version, fields, version == "HTTP/1.0" ? "Content-Length: 2" : framing), StringComparison.Ordinal);

    [Theory(Timeout = RealProgram.Limit)]
    [InlineData("Host: a..b")]
    [InlineData("Host: .")]
    [InlineData("Host: .x")]
    [InlineData("Host: x:99999")]
    [InlineData("Host: x", "http://u@x/v1/children/web/stop")]
    [InlineData("Host: x", "/v1/children/web/stop?\u0001")]
    [InlineData("Host: x\r\nA(b: c")]
    [InlineData("Host: x\r\nA: b\u0001c")]
    [InlineData("Host: x\r\nA: b\u007fc")]
    [InlineData("Host: x", "/v1/children/web/stop", "HTTP/1.1", "Content-Length: 2\r\nTransfer-Encoding: chunked")]
    [InlineData("Host: x", "/v1/children/web/stop", "HTTP/1.1", "Transfer-Encoding: chunked\r\nContent-Length: 2")]
    [InlineData("Host: x", "/v1/children/web/stop", "HTTP/1.1", "Transfer-Encoding: chunked, chunked")]
    [InlineData("Host: x", "/v1/children/web/stop", "HTTP/1.0", "Transfer-Encoding: chunked")]
    public async Task A_head_that_somebody_else_might_read_otherwise_is_refused_with_words_and_ends_the_connection(
        string fields, string target = "/v1/children/web/stop", string version = "HTTP/1.1", string framing = "Transfer-Encoding: chunked")
    {
        var answer = await PostAsync(target, version, fields, framing);
        Assert.StartsWith("HTTP/1.1 400 ", answer, StringComparison.Ordinal);
        Assert.Contains("\"detail\":", answer, StringComparison.Ordinal);
    }

    [Fact(Timeout = RealProgram.Limit)]
    public async Task A_length_that_is_no_number_is_refused() => Assert.StartsWith(
        "HTTP/1.1 400 ", await PostAsync("/v1/children/web/stop", "HTTP/1.1", "Host: x", "Content-Length: +2"), StringComparison.Ordinal);

    // Returns only when the connection has ended.
    private async Task<string> PostAsync(string target, string version, string fields, string framing)
    {
        var body = framing.Contains("chunked", StringComparison.Ordinal) ? "2\r\n{}\r\n0\r\n\r\n" : "{}";
        using var socket = await shared.Daemon.ConnectAsync();
        await socket.SendAsync(Encoding.ASCII.GetBytes(
            $"POST {target} {version}\r\n{fields}{(fields.Length > 0 ? "\r\n" : "")}{framing}\r\nConnection: close\r\n\r\n{body}"));
        var (answer, buffer) = (new StringBuilder(), new byte[4096]);
        while (await socket.ReceiveAsync(buffer) is var count and > 0) answer.Append(Encoding.UTF8.GetString(buffer, 0, count));
        return answer.ToString();
    }
}
