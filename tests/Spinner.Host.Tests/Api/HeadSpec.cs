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
}
