using Microsoft.Extensions.Time.Testing;
using Spinner.Actors.Remote.Tests.Nodes;

namespace Spinner.Actors.Remote.Tests.TwoProcesses;

/// <summary>Who does not get into a server of another process over TLS; and that who may, still does.</summary>
public class TlsProcessSpec : TwoProcessSpecs
{
    [Fact(Timeout = Limit)]
    public async Task A_client_without_tls_does_not_get_in()
    {
        using var servers = Certificates.Own("server");
        using var known = Certificates.Own("client");
        await using var server = await PeerProcess.ServeAsync(Settings(Tls(servers, Peer("client", known, "operate"))));
        var plain = server.Address.Replace("akka.ssl.tcp", "akka.tcp", StringComparison.Ordinal);
        await using (var client = await PeerProcess.ControlAsync(Settings("answer-timeout = 5s"), plain))
            Assert.StartsWith("TimeoutException", await client.DoAsync("list"), StringComparison.Ordinal);

        await using var welcome = await PeerProcess.ControlAsync(Settings(Tls(known, Peer("server", servers, "none"))), server.Address);
        Assert.StartsWith("pid ", await welcome.DoAsync("start web"), StringComparison.Ordinal);
    }

    [Fact(Timeout = Limit)]
    public async Task A_certificate_of_another_authority_does_not_get_in()
    {
        using var servers = Certificates.Own("server");
        using var authority = Certificates.Authority("ours");
        using var theirs = Certificates.Authority("ours"); // of the same name
        using var known = authority.Issue("client");
        using var stranger = theirs.Issue("client");
        var trusted = PathOf("ca.pem");
        await File.WriteAllTextAsync(trusted, authority.ExportCertificatePem());
        await using var server = await PeerProcess.ServeAsync(Settings(Tls(servers, $"ca-file = \"{trusted}\", ca-role = operate")));
        var strange = Settings(Tls(stranger, Peer("server", servers, "none")));
        await using (var client = await PeerProcess.ControlAsync(strange, server.Address))
            Assert.StartsWith("RemoteSpinnerException There is no connection to", await client.DoAsync("list"), StringComparison.Ordinal);
        await server.HeardAsync("no authority of ours");
        Assert.Empty(server.Lines("audit"));

        await using var welcome = await PeerProcess.ControlAsync(Settings(Tls(known, Peer("server", servers, "none"))), server.Address);
        Assert.StartsWith("pid ", await welcome.DoAsync("start web"), StringComparison.Ordinal);
    }

    [Fact(Timeout = Limit)]
    public async Task A_certificate_that_has_expired_does_not_get_in()
    {
        using var servers = Certificates.Own("server");
        using var expired = Certificates.Own("client", expired: true);
        await using var server = await PeerProcess.ServeAsync(Settings(Tls(servers, Peer("client", expired, "define"))));
        // The client's own settings would refuse it too; its clock is wrong.
        var yesterday = new FakeTimeProvider(TimeProvider.System.GetUtcNow().AddHours(-36));
        await using var hostile = new HostileNode("client", o => o with
        {
            Tls = true, Certificate = expired, Clock = yesterday,
            Peers = new Dictionary<string, RemotePeer> { ["server"] = RemotePeer.Of(servers, RemoteRole.None) },
        });
        hostile.Say(server.Address, Forged.Of(new Hello(1, expired.RawData)));
        await server.HeardAsync("has expired");
    }
}
