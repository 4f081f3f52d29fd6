using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Spinner.FrontDoor.Tests.Limits;

/// <summary>What the web server refuses before the door sees it: told in words as all else, and logged once a minute.</summary>
public class UnreadSpec : SocketSpecs
{
    [Theory(Timeout = Limit)]
    [InlineData("GET / HTTP/1.1\r\n\r\n", 400, "The request is none of HTTP. Request is missing Host header.")]
    [InlineData("GET / HTTP/1.1\r\nHost: a b\r\n\r\n", 400, "The request is none of HTTP. Invalid Host header.")]
    [InlineData("nonsense\r\n\r\n", 400, "The request is none of HTTP. Invalid request line.")]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\nb c: d\r\n\r\n", 400, "The request is none of HTTP. Invalid request header.")]
    [InlineData("GET / HTTP/3.7\r\nHost: a\r\n\r\n", 505, "Allowed are HTTP/1.0 and HTTP/1.1")]
    public async Task Is_told_in_words(string request, int status, string words)
    {
        var answer = await RawHttp.SendAsync(await OpenAsync(), request);

        var (head, body) = (answer.Split("\r\n\r\n")[0], answer.Split("\r\n\r\n")[1]);
        Assert.StartsWith($"HTTP/1.1 {status} ", head, StringComparison.Ordinal);
        Assert.Contains("\r\nConnection: close", head, StringComparison.Ordinal);
        Assert.Contains($"\r\nContent-Length: {body.Length}", head, StringComparison.Ordinal);
        Assert.StartsWith($"{status} ", body, StringComparison.Ordinal);
        Assert.Contains(words, body, StringComparison.Ordinal);
        Assert.DoesNotContain("a b", body, StringComparison.Ordinal);
        Assert.Empty(Child.Heads);
    }

    [Fact(Timeout = Limit)]
    public async Task A_head_that_is_too_long_is_told_in_words()
    {
        var door = await OpenAsync(new FrontDoorOptions { MaxRequestHead = 1024 });
        var answer = await RawHttp.SendAsync(door, $"GET / HTTP/1.1\r\nHost: a\r\nX: {new string('x', 1100)}\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 431 ", answer, StringComparison.Ordinal);
        Assert.Contains("longer than front-door.max-request-head", answer, StringComparison.Ordinal);
    }

    [Fact(Timeout = Limit)]
    public async Task An_answer_to_head_has_no_body()
    {
        var answer = await RawHttp.SendAsync(await OpenAsync(), "HEAD / HTTP/1.1\r\nHost: a b\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 400 ", answer, StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\n", answer, StringComparison.Ordinal);
    }

    [Fact(Timeout = Limit)]
    public async Task Of_each_kind_one_line_a_minute_is_logged()
    {
        using var logs = new Heard();
        await using var server = await FrontDoorServer.StartAsync(Spinner, new FrontDoorOptions { Listen = ["http://127.0.0.1:0"], Clock = Clock }, logs);
        var door = new Uri(server.Addresses[0]);

        for (var i = 0; i < 5; i++) await RawHttp.SendAsync(door, "nonsense\r\n\r\n");
        await RawHttp.SendAsync(door, "GET / HTTP/3.7\r\nHost: a\r\n\r\n");

        Assert.Equal(2, logs.Lines.Count(l => l.Contains("refused with", StringComparison.Ordinal)));
        Assert.DoesNotContain(logs.Lines, l => l.Contains("   at ", StringComparison.Ordinal));
        Clock.Advance(TimeSpan.FromMinutes(1));
        await RawHttp.SendAsync(door, "nonsense\r\n\r\n");
        Assert.Contains(logs.Lines, l => l.Contains("(and 4 more such since the last line)", StringComparison.Ordinal));
    }

    [Fact(Timeout = Limit)]
    public async Task Within_tls_it_is_told_as_well()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest("CN=a", key, HashAlgorithmName.SHA256).CreateSelfSigned(
            DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
        await File.WriteAllTextAsync(PathOf("cert"), certificate.ExportCertificatePem());
        await File.WriteAllTextAsync(PathOf("key"), key.ExportPkcs8PrivateKeyPem());
        await using var server = await FrontDoorServer.StartAsync(Spinner, new FrontDoorOptions
        {
            Listen = ["https://127.0.0.1:0"],
            Certificates = new Dictionary<string, FrontDoorCertificate> { ["*"] = new(PathOf("cert"), PathOf("key")) },
        });
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", new Uri(server.Addresses[0]).Port);
        await using var tls = new SslStream(client.GetStream(), leaveInnerStreamOpen: false, (_, shown, _, _) => shown is not null);
        await tls.AuthenticateAsClientAsync("a");

        await tls.WriteAsync(Encoding.ASCII.GetBytes("nonsense\r\n\r\n"));

        using var reader = new StreamReader(tls);
        Assert.Contains("The request is none of HTTP. Invalid request line.", await reader.ReadToEndAsync(), StringComparison.Ordinal);
    }
}
