using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Spinner.Actors;
using Spinner.FrontDoor.Server;

namespace Spinner.FrontDoor.Tests.Server;

/// <summary>The door's own server, and the door in somebody else's.</summary>
public class ServerSpec : DoorSpecs
{
    [Fact(Timeout = Limit)]
    public async Task A_port_that_is_taken_is_one_clear_error()
    {
        var door = await OpenAsync();
        var taken = await Assert.ThrowsAsync<IOException>(() => OpenAsync(listen: $"http://127.0.0.1:{door.Port}"));
        Assert.Contains($"The front door cannot listen on http://127.0.0.1:{door.Port}: ", taken.Message, StringComparison.Ordinal);
        Assert.Contains("already in use", taken.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = Limit)]
    public async Task What_the_system_says_of_a_port_is_told_for_localhost_too()
    {
        var door = await OpenAsync();
        var taken = await Assert.ThrowsAsync<IOException>(() => OpenAsync(listen: $"http://localhost:{door.Port}"));
        Assert.Contains("already in use", taken.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact(Timeout = Limit)]
    public async Task An_international_name_has_its_certificate_in_both_forms()
    {
        var options = new FrontDoorOptions { Certificates = new Dictionary<string, FrontDoorCertificate> { ["xn--bcher-kva.test"] = Certificate("one"), ["*.zürich.test"] = Certificate("two"), ["*"] = Certificate("all") } };
        var door = await OpenAsync(options, "https://127.0.0.1:0");
        Assert.Equal(("CN=one", "CN=one", "CN=two"), ((await HandshakeAsync(door, "bücher.test")).Subject,
            (await HandshakeAsync(door, "xn--bcher-kva.test")).Subject, (await HandshakeAsync(door, "a.xn--zrich-kva.test")).Subject));
    }

    [Fact(Timeout = Limit)]
    public async Task A_warm_request_is_not_logged_and_a_refused_one_is()
    {
        using var logs = new Heard();
        await using var server = await FrontDoorServer.StartAsync(Spinner, new FrontDoorOptions { Listen = ["http://127.0.0.1:0"] }, logs);
        var client = ClientOf(new Uri(server.Addresses[0]));
        await GetAsync(client, "/");
        logs.Forget();

        Assert.Equal(HttpStatusCode.OK, (await GetAsync(client, "/")).Status);
        Assert.Empty(logs.Lines);
        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync(client, $"http://nobody.localhost:{client.BaseAddress!.Port}/")).Status);
        Assert.Contains(logs.Lines, l => l.Contains("404", StringComparison.Ordinal));
    }

    [Fact(Timeout = Limit)]
    public async Task It_may_be_disposed_twice()
    {
        var server = await FrontDoorServer.StartAsync(Spinner, new FrontDoorOptions { Listen = ["http://127.0.0.1:0"] });

        await server.DisposeAsync();
        await server.DisposeAsync();
    }

    [Fact(Timeout = Limit)]
    public async Task Silent_clients_are_probed()
    {
        var door = await OpenAsync();
        using var client = new TcpClient();
        await client.ConnectAsync(door.Host, door.Port);
        var local = ((IPEndPoint)client.Client.LocalEndPoint!).Port;
        // proc(5), net/tcp: local and remote address, state, queues, and the timer that runs: 2 is keep-alive.
        var ours = $"0100007F:{door.Port:X4} 0100007F:{local:X4} 01";
        await Eventually.HoldsAsync(() => File.ReadAllLines("/proc/net/tcp").Any(l => l.Contains(ours, StringComparison.Ordinal) && Timer(l) == "02"), "the keep-alive timer runs");

        static string Timer(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[5][..2];
    }

    [Fact(Timeout = Limit)]
    public async Task Each_host_has_its_certificate_and_a_reload_brings_another()
    {
        var options = new FrontDoorOptions { Certificates = new Dictionary<string, FrontDoorCertificate> { ["web.localhost"] = Certificate("one"), ["*.example.com"] = Certificate("two") } };
        var door = await OpenAsync(options, "https://127.0.0.1:0");

        Assert.Equal(("CN=one", SslApplicationProtocol.Http2), await HandshakeAsync(door, "web.localhost"));
        Assert.Equal("CN=two", (await HandshakeAsync(door, "a.b.example.com")).Subject);
        await Assert.ThrowsAnyAsync<Exception>(() => HandshakeAsync(door, "example.com"));
        Server.Reload(options with { Certificates = new Dictionary<string, FrontDoorCertificate> { ["*"] = Certificate("three") } });
        Assert.Equal("CN=three", (await HandshakeAsync(door, "web.localhost")).Subject);

        var client = ClientOf(door, h => h.SslOptions.RemoteCertificateValidationCallback = (_, shown, _, _) => shown is not null);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/head") { Version = HttpVersion.Version20 };
        using var answer = await client.SendAsync(request);
        Assert.Equal(HttpVersion.Version20, answer.Version);
        Assert.Contains("X-Forwarded-Proto: https", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_that_cannot_be_read_is_told_before_anything_listens()
    {
        var wrong = await Assert.ThrowsAsync<ArgumentException>(() => FrontDoorServer.StartAsync(Spinner, new FrontDoorOptions
        {
            Certificates = new Dictionary<string, FrontDoorCertificate> { ["web.localhost"] = new("/nowhere/cert.pem", "/nowhere/key.pem") },
        }));
        Assert.Contains("""Certificates["web.localhost"] is "/nowhere/cert.pem""", wrong.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = Limit)]
    public async Task A_door_that_cannot_be_warmed_opens_all_the_same_and_says_so()
    {
        var (before, tooLong) = (Environment.GetEnvironmentVariable("TMPDIR"), PathOf(new string('x', 150)));
        _ = Spinner;
        Directory.CreateDirectory(tooLong);
        // Longer than sun_path of unix(7).
        Environment.SetEnvironmentVariable("TMPDIR", tooLong);
        try
        {
            using var logs = new Heard();
            await using var server = await FrontDoorServer.StartAsync(Spinner, new FrontDoorOptions { Listen = ["http://127.0.0.1:0"] }, logs);
            Assert.Contains(logs.Lines, l => l.Contains("could not be warmed", StringComparison.Ordinal));
            Assert.Equal(HttpStatusCode.OK, (await GetAsync(ClientOf(new Uri(server.Addresses[0])), "/")).Status);
            Assert.Empty(Directory.GetDirectories(tooLong));
        }
        finally
        {
            Environment.SetEnvironmentVariable("TMPDIR", before);
        }
    }

    [Fact]
    public async Task How_slowly_a_body_comes_or_goes_is_the_childs_affair_and_a_head_has_its_time()
    {
        await using var door = new Door(Spinner, new FrontDoorOptions { Listen = ["http://127.0.0.1:0"], RequestHeadTimeout = Seconds(7) });
        var kestrel = new KestrelServerOptions();
        Listener.Configure(kestrel, door);
        var limits = kestrel.Limits;
        Assert.Equal((null, null, Seconds(7)), (limits.MinRequestBodyDataRate, limits.MinResponseDataRate, limits.RequestHeadersTimeout));
    }

    [Fact(Timeout = Limit)]
    public async Task A_stranger_does_not_learn_where_a_script_is()
    {
        var script = PathOf("site.nothing");
        var client = await ClientAsync(new FrontDoorOptions { Routes = [new() { Name = script, Hosts = ["site.example"] }] });
        var (status, body) = await GetAsync(client, $"http://site.example:{client.BaseAddress!.Port}/");
        Assert.Equal(HttpStatusCode.InternalServerError, status);
        Assert.Contains("'site.nothing' has wrong options", body, StringComparison.Ordinal);
        Assert.DoesNotContain(Path.GetDirectoryName(script)!, body, StringComparison.Ordinal);
    }

    [Fact(Timeout = Limit)]
    public async Task In_an_application_of_ones_own_it_answers_what_nothing_else_does()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0));
        builder.Services.AddSingleton(Spinner);
        await using var app = builder.Build();
        app.MapGet("/own", () => "mine");
        app.MapSpinner("/child", Name);
        await app.StartAsync();
        var client = ClientOf(new Uri(app.Urls.First()));

        Assert.Equal("mine", (await GetAsync(client, "/own")).Body);
        Assert.Equal("hello, world", (await GetAsync(client, "/child")).Body);
        Assert.StartsWith("GET /head\n", (await GetAsync(client, "/child/head")).Body, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync(client, "/other")).Status);
        // This server reads headers as UTF-8, and sends none but ASCII.
        var head = await RawHttp.SendAsync(new Uri(app.Urls.First()), "GET /child/head HTTP/1.1\r\nHost: a\r\nX-Bytes: \xc3\xa9\r\nConnection: close\r\n\r\n");
        Assert.Contains("X-Bytes: \xc3\x83\xc2\xa9", head, StringComparison.Ordinal); // as the child reads Latin 1 and answers in UTF-8
        Assert.Equal(HttpStatusCode.BadGateway, (await GetAsync(client, "/child/accented")).Status);
        await app.StopAsync();
    }

    private FrontDoorCertificate Certificate(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
        File.WriteAllText(PathOf(name + ".pem"), certificate.ExportCertificatePem());
        File.WriteAllText(PathOf(name + ".key"), key.ExportPkcs8PrivateKeyPem());
        return new FrontDoorCertificate(PathOf(name + ".pem"), PathOf(name + ".key"));
    }

    private static async Task<(string Subject, SslApplicationProtocol Protocol)> HandshakeAsync(Uri door, string host)
    {
        await using var stream = new SslStream(await new TcpEndpoint(door.Host, door.Port).ConnectAsync());
        await stream.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
        {
            TargetHost = host,
            ApplicationProtocols = [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11],
            RemoteCertificateValidationCallback = (_, shown, _, _) => shown is not null,
        });
        return (stream.RemoteCertificate!.Subject, stream.NegotiatedApplicationProtocol);
    }
}
