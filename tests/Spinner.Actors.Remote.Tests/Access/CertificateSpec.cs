using System.Security.Cryptography.X509Certificates;
using Akka.Actor;
using Microsoft.Extensions.Time.Testing;
using Spinner.Actors.Remote.Tests.Nodes;

namespace Spinner.Actors.Remote.Tests.Access;

/// <summary>Who gets in over TLS, and as what.</summary>
public class CertificateSpec
{
    private const int Limit = 180_000;
    private const string ServerUse = "1.3.6.1.5.5.7.3.1";

    private static readonly X509Certificate2 Server = Certificates.Own("server");

    [Fact(Timeout = Limit)]
    public async Task The_role_is_that_of_the_pinned_certificate()
    {
        using var sees = Certificates.Own("sees");
        using var runs = Certificates.OwnRsa("runs");
        using var makes = Certificates.Own("makes");
        await using var server = ServerFor(
            ("sees", sees, RemoteRole.Observe), ("runs", runs, RemoteRole.Operate), ("makes", makes, RemoteRole.Define));
        await using var observer = ClientWith(sees);
        await using var operates = ClientWith(runs);
        await using var defines = ClientWith(makes);

        var seen = observer.Connect(server);
        Assert.Equal(["web"], (await seen.ListAsync()).Keys);
        Assert.Equal(RemoteFailure.Denied, await seen.StartAsync("web").RefusedAsync());
        Assert.Equal(RemoteFailure.Denied, await seen.StopAllAsync().RefusedAsync());

        var run = operates.Connect(server);
        await run.StartAsync("web");
        await run.StartAsync(new ChildOptions { Name = "web" });
        var evil = new ChildOptions { Name = "evil", Command = "sh", Args = ["-c", "true"] };
        Assert.Equal(RemoteFailure.Denied, await run.StartAsync(evil).RefusedAsync());
        Assert.Equal(RemoteFailure.Denied, await run.RemoveAsync("web").RefusedAsync());
        Assert.Equal(1, server.Launcher.Living);

        var made = defines.Connect(server);
        Assert.Equal("evil", (await made.StartAsync(evil)).Name);
        Assert.Equal(["-c", "true"], server.Launcher.Last.Plan.Args);
        Assert.IsType<ChildRemoved>(await made.RemoveAsync("evil"));
        Assert.Equal(
            ["makes Define ready", "makes Define removed", "runs Operate denied", "runs Operate ready", "sees Observe denied"],
            server.Audited.Select(a => $"{a.Who} {a.Role} {a.Outcome.Split(' ', ',', ':')[0]}").Distinct().Order());
    }

    [Fact(Timeout = Limit)]
    public async Task An_authority_lets_its_own_in_as_observers()
    {
        using var authority = Certificates.Authority("ours");
        using var client = authority.Issue("client");
        using var other = authority.Issue("other", ServerUse);
        await using var server = ServerOf(authority);
        await using var known = ClientWith(client);
        await using var another = ClientWith(other);
        var remote = known.Connect(server);
        Assert.Equal(["web"], (await remote.ListAsync()).Keys);
        Assert.Equal(RemoteFailure.Denied, await remote.StartAsync("web").RefusedAsync());
        Assert.Equal(RemoteFailure.Denied, await another.Connect(server).ListAsync().RefusedAsync()); // a server's certificate is no client's
    }

    [Fact(Timeout = Limit)]
    public async Task A_certificate_of_another_authority_does_not_get_in()
    {
        using var authority = Certificates.Authority("ours");
        using var theirs = Certificates.Authority("ours"); // of the same name
        using var stranger = theirs.Issue("client");
        await using var server = ServerOf(authority);
        await KeptOutAsync(server, stranger, "no authority of ours");
    }

    [Fact(Timeout = Limit)]
    public async Task A_certificate_that_is_not_pinned_does_not_get_in()
    {
        using var known = Certificates.Own("client");
        using var stranger = Certificates.Own("client"); // of the same name
        await using var server = ServerFor(("client", known, RemoteRole.Define));
        await KeptOutAsync(server, stranger, "none of the peers");
    }

    [Fact(Timeout = Limit)]
    public async Task A_certificate_that_has_expired_does_not_get_in()
    {
        using var client = Certificates.Own("client", expired: true);
        await using var server = ServerFor(("client", client, RemoteRole.Define));
        // The client's own settings would refuse it too; its clock is wrong.
        var yesterday = new FakeTimeProvider(TimeProvider.System.GetUtcNow().AddHours(-36));
        await using var hostile = new HostileNode("client", o => AsClient(o, client) with { Clock = yesterday });
        hostile.Say(server, Forged.Of(new Hello(1, client.RawData)));
        await Eventually.HoldsAsync(() => server.Logged.Any(l => l.Contains("has expired", StringComparison.Ordinal)), "the log says it", Node.Limit);
    }

    [Fact(Timeout = Limit)]
    public async Task A_client_without_tls_does_not_get_in()
    {
        using var known = Certificates.Own("client");
        await using var server = ServerFor(("client", known, RemoteRole.Define));
        await using var plain = new Node("client", o => o with { AnswerTimeout = TimeSpan.FromSeconds(3) });
        var remote = plain.System.ConnectSpinner(server.Address.Replace("akka.ssl.tcp", "akka.tcp", StringComparison.Ordinal));
        await Assert.ThrowsAsync<TimeoutException>(() => remote.ListAsync());
        await remote.DisposeAsync();
        await StillServesAsync(server, known);
    }

    private static async Task KeptOutAsync(Node server, X509Certificate2 stranger, string why)
    {
        // Less than the 15 s that Akka.Remote waits for a connection.
        await using var client = ClientWith(stranger, TimeSpan.FromSeconds(12));
        var remote = client.Connect(server);
        for (var i = 0; i < 6; i++) Assert.Equal(RemoteFailure.NotTrusted, await remote.ListAsync().RefusedAsync());
        Assert.Null(CoordinatedShutdown.Get(client.System).ShutdownReason);
        Assert.Empty(server.Audited);
        Assert.Null(CoordinatedShutdown.Get(server.System).ShutdownReason);
        await Eventually.HoldsAsync(() => server.Logged.Any(l => l.Contains(why, StringComparison.Ordinal)), $"the log says: {why}", Node.Limit);
    }

    private static async Task StillServesAsync(Node server, X509Certificate2 known)
    {
        await using var client = ClientWith(known);
        Assert.Equal(["web"], (await client.Connect(server).ListAsync()).Keys);
    }

    internal static Node ServerFor(params (string Name, X509Certificate2 Certificate, RemoteRole Role)[] peers) => ServerFor(1000, peers);

    internal static Node ServerFor(int sessions, params (string Name, X509Certificate2 Certificate, RemoteRole Role)[] peers) => new Node("server", o => o with
    {
        MaxSessions = sessions,
        Tls = true,
        Certificate = Server,
        Peers = peers.ToDictionary(p => p.Name, p => RemotePeer.Of(p.Certificate, p.Role)),
    }).Serve();

    internal static Node ClientWith(X509Certificate2 certificate, TimeSpan? patience = null) => new("client", o => AsClient(o, certificate) with
    {
        AnswerTimeout = patience ?? o.AnswerTimeout,
    });

    internal static SpinnerRemoteOptions AsClient(SpinnerRemoteOptions o, X509Certificate2 certificate) => o with
    {
        Tls = true,
        Certificate = certificate,
        Peers = new Dictionary<string, RemotePeer> { ["server"] = RemotePeer.Of(Server, RemoteRole.None) },
    };

    private static Node ServerOf(X509Certificate2 authority)
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, authority.ExportCertificatePem());
            return new Node("server", o => o with { Tls = true, Certificate = Server, AuthoritiesFile = file }).Serve();
        }
        finally
        {
            File.Delete(file);
        }
    }
}
