using System.Net;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;
using Spinner.Actors;

namespace Spinner.FrontDoor.Tests.Forwarding;

/// <summary>What passes over HTTP/2, whose children speak HTTP/1.1.</summary>
public class Http2Spec : DoorSpecs
{
    [Fact(Timeout = Limit)]
    public async Task Events_come_as_they_are_told()
    {
        var client = ClientOf(await OpenAsync(listen: "h2c://127.0.0.1:0"));
        using var request = Http2(HttpMethod.Get, "/events/3/300");
        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync());
        Assert.Equal("data: 0", await reader.ReadLineAsync());
        Assert.Equal(1, (await InfoAsync()).AliveBecause!.Uses);
        Assert.Equal("\ndata: 1\n\ndata: 2\n\n", await reader.ReadToEndAsync());
    }

    [Fact(Timeout = Limit)]
    public async Task A_body_without_a_length_passes()
    {
        var client = ClientOf(await OpenAsync(listen: "h2c://127.0.0.1:0"));
        var body = RandomNumberGenerator.GetBytes(5_000_000);
        using var request = Http2(HttpMethod.Post, "/upload");
        request.Content = new StreamContent(new MemoryStream(body));
        request.Headers.TransferEncodingChunked = true;
        using var answer = await client.SendAsync(request);
        Assert.Equal(
            (HttpVersion.Version20, $"{body.Length} {Convert.ToHexString(SHA256.HashData(body))}"),
            (answer.Version, await answer.Content.ReadAsStringAsync()));
    }

    [Fact(Timeout = Limit)]
    public async Task A_websocket_is_a_use_until_it_closes()
    {
        var door = await OpenAsync(listen: "h2c://127.0.0.1:0");
        using var socket = new ClientWebSocket();
        socket.Options.HttpVersion = HttpVersion.Version20;
        socket.Options.HttpVersionPolicy = HttpVersionPolicy.RequestVersionExact;
        using var invoker = new HttpMessageInvoker(new SocketsHttpHandler
        {
            ConnectCallback = (_, token) => new TcpEndpoint(door.Host, door.Port).ConnectAsync(token),
        });
        await socket.ConnectAsync(new Uri($"ws://web.localhost:{door.Port}/ws"), invoker, default);
        await socket.SendAsync("hello"u8.ToArray(), WebSocketMessageType.Text, true, default);
        var buffer = new byte[100];
        Assert.Equal("hello", Encoding.UTF8.GetString(buffer, 0, (await socket.ReceiveAsync(buffer, default)).Count));
        Assert.Equal(1, (await InfoAsync()).AliveBecause!.Uses);
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, default);
        await UntilAsync(i => i.AliveBecause!.Uses == 0);
    }

    private static HttpRequestMessage Http2(HttpMethod method, string path) =>
        new(method, path) { Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
}
