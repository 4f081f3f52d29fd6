using System.Net;

namespace Spinner.FrontDoor.Tests.Limits;

/// <summary>One setting for heads, whatever of them is large and whatever they come over.</summary>
public class HeadLimitsSpec : SocketSpecs
{
    private const int KiB = 1024;

    [Theory(Timeout = Limit)]
    [InlineData(32, 8300, 0, 200)]
    [InlineData(32, 33 * KiB, 0, 414)]
    [InlineData(32, 80 * KiB, 0, 414)]
    [InlineData(1, 1100, 0, 414)]
    [InlineData(1, 900, 0, 200)]
    [InlineData(32, 1, 101, 200)]
    [InlineData(32, 1, 2000, 200)]
    [InlineData(32, 1, 5000, 431)]
    public async Task Over_http_1(int limit, int target, int headers, int status)
    {
        var door = await OpenAsync(new FrontDoorOptions { MaxRequestHead = limit * KiB });
        var answer = await RawHttp.SendAsync(door, $"GET /{new string('x', target)} HTTP/1.1\r\nHost: web.localhost\r\n" +
            string.Concat(Enumerable.Range(0, headers).Select(i => $"X{i}: 1\r\n")) + "Connection: close\r\n\r\n", headOnly: true);
        Assert.StartsWith($"HTTP/1.1 {status} ", answer, StringComparison.Ordinal);
    }

    [Theory(Timeout = Limit)]
    [InlineData(128, 9000, 0, 0, 200)]
    [InlineData(128, 1, 40_000, 0, 200)]
    [InlineData(32, 40_000, 0, 0, 431)]
    [InlineData(32, 1, 40_000, 0, 431)]
    [InlineData(32, 1, 1, 300, 200)]
    public async Task Over_http_2_too_and_the_connection_stays(int limit, int target, int header, int headers, int status)
    {
        await using var server = await FrontDoorServer.StartAsync(Spinner, new FrontDoorOptions { MaxRequestHead = limit * KiB, Listen = ["h2c://127.0.0.1:0"] });
        using var client = new HttpClient { BaseAddress = new Uri(server.Addresses[0]), DefaultRequestVersion = HttpVersion.Version20, DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact };
        client.DefaultRequestHeaders.Host = "web.localhost";
        using var request = new HttpRequestMessage(HttpMethod.Get, "/" + new string('x', target)) { Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        request.Headers.Add("X-Long", new string('x', header));
        for (var i = 0; i < headers; i++) request.Headers.Add($"X-{i}", "1");

        try
        {
            using var answer = await client.SendAsync(request);
            Assert.Equal(status, (int)answer.StatusCode);
        }
        catch (HttpRequestException told) when (status == 431 && told.Message.Contains("server limit", StringComparison.Ordinal))
        {
            // The client had heard of the limit before it sent, and keeps it by itself.
        }
        Assert.Equal("hello", await client.GetStringAsync(new Uri("/", UriKind.Relative)));
    }
}
