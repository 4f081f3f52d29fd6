using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Spinner.Host.Tests.Api;

public class TlsSpec
{
    private static readonly string Secret = new('s', 32);

    [Fact(Timeout = RealProgram.Limit)]
    public async Task With_a_certificate_it_may_listen_on_every_address_and_speaks_TLS_only()
    {
        await using var daemon = new DaemonRun();
        using var certificate = WriteCertificate(daemon);
        var port = Listen(daemon, "key.pem");
        await daemon.StartAsync();
        using var trusting = new HttpClientHandler();
        trusting.ServerCertificateCustomValidationCallback = (_, shown, _, _) => shown?.Thumbprint == certificate.Thumbprint;
        using var http = new HttpClient(trusting);

        Assert.Equal(HttpStatusCode.OK, await AskAsync(http, $"https://127.0.0.1:{port}/health", Secret));
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(http, $"https://127.0.0.1:{port}/health", null));
        await Assert.ThrowsAsync<HttpRequestException>(() => AskAsync(http, $"http://127.0.0.1:{port}/health", Secret));
        using var doubting = new HttpClient();
        await Assert.ThrowsAsync<HttpRequestException>(() => AskAsync(doubting, $"https://127.0.0.1:{port}/health", Secret));
    }

    [Fact(Timeout = RealProgram.Limit)]
    public async Task A_certificate_without_its_key_is_told_at_once()
    {
        await using var daemon = new DaemonRun();
        using var certificate = WriteCertificate(daemon);
        Listen(daemon, "no-such-key.pem");

        Assert.Equal(1, await daemon.Launch().EndAsync());

        Assert.Contains("no-such-key.pem", daemon.Process.Error, StringComparison.Ordinal);
    }

    private static int Listen(DaemonRun daemon, string key)
    {
        var port = Dummy.FreeTcp().Port;
        daemon.WriteText($$"""
            host {
              listen = "0.0.0.0:{{port}}"
              certificate = "{{daemon.PathOf("certificate.pem")}}"
              certificate-key = "{{daemon.PathOf(key)}}"
              tokens.one.secret = "{{Secret}}"
            }
            """);
        return port;
    }

    private static X509Certificate2 WriteCertificate(DaemonRun daemon)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var now = TimeProvider.System.GetUtcNow();
        var certificate = new CertificateRequest("CN=spinner", key, HashAlgorithmName.SHA256).CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        File.WriteAllText(daemon.PathOf("certificate.pem"), certificate.ExportCertificatePem());
        File.WriteAllText(daemon.PathOf("key.pem"), key.ExportPkcs8PrivateKeyPem());
        return certificate;
    }

    private static async Task<HttpStatusCode> AskAsync(HttpClient http, string uri, string? token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, uri);
        if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var response = await http.SendAsync(request);
        return response.StatusCode;
    }
}
