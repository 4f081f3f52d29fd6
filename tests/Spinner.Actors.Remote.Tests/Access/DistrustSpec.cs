using System.Security.Cryptography.X509Certificates;
using Akka.Actor;
using Spinner.Actors.Remote.Tests.Nodes;

namespace Spinner.Actors.Remote.Tests.Access;

/// <summary>A connection that fails in the TLS handshake costs the calls that wait for it, and nobody's actor system.</summary>
public class DistrustSpec
{
    private const int Limit = 180_000;

    [Fact(Timeout = Limit)]
    public async Task A_server_that_is_not_pinned_fails_the_call_with_that_reason_and_other_servers_are_reached()
    {
        using var own = Certificates.Own("client");
        using var other = Certificates.Own("server"); // of the same name
        await using var stranger = ServerWith(other, own);
        await using var server = CertificateSpec.ServerFor(("client", own, RemoteRole.Operate));
        await using var client = CertificateSpec.ClientWith(own);

        var strange = client.Connect(stranger);
        for (var i = 0; i < 2; i++)
        {
            var refused = await Assert.ThrowsAsync<RemoteSpinnerException>(() => strange.ListAsync());
            Assert.Equal(RemoteFailure.NotTrusted, refused.Reason);
            Assert.Contains("its certificate is not trusted here: it is none of the peers", refused.Message, StringComparison.Ordinal);
        }

        await using var watch = strange.WatchAsync().GetAsyncEnumerator();
        await Assert.ThrowsAsync<RemoteSpinnerException>(() => watch.MoveNextAsync().AsTask());
        await StillWorksAsync(client, server);
    }

    [Fact(Timeout = Limit)]
    public Task What_speaks_no_tls_fails_the_call_with_that_reason() => WhatSpeaksNoTlsAsync(static (client, _) => client);

    [Fact(Timeout = Limit)]
    public Task A_server_outlives_a_connection_it_makes_itself() => WhatSpeaksNoTlsAsync(static (_, server) => server);

    [Fact(Timeout = Limit)]
    public async Task The_log_tells_it_once()
    {
        using var own = Certificates.Own("client");
        using var other = Certificates.Own("server");
        await using var stranger = ServerWith(other, own);
        await using var client = CertificateSpec.ClientWith(own);
        var remote = client.Connect(stranger);
        for (var i = 0; i < 3; i++) await remote.ListAsync().RefusedAsync();
        Assert.Single(client.Logged, l => l.Contains("There is no connection to", StringComparison.Ordinal));
    }

    private static async Task WhatSpeaksNoTlsAsync(Func<Node, Node, Node> whoCalls)
    {
        using var own = Certificates.Own("client");
        using var plain = new PlainServer();
        await using var server = CertificateSpec.ServerFor(("client", own, RemoteRole.Operate));
        await using var client = CertificateSpec.ClientWith(own);
        var remote = whoCalls(client, server).System.ConnectSpinner(plain.Address);
        Assert.Equal(RemoteFailure.NotTrusted, await remote.ListAsync().RefusedAsync());
        Assert.Null(CoordinatedShutdown.Get(server.System).ShutdownReason);
        await StillWorksAsync(client, server);
    }

    private static async Task StillWorksAsync(Node client, Node server)
    {
        Assert.Equal(["web"], (await client.Connect(server).ListAsync()).Keys);
        Assert.Null(CoordinatedShutdown.Get(client.System).ShutdownReason);
    }

    private static Node ServerWith(X509Certificate2 certificate, X509Certificate2 known) => new Node("server", o => o with
    {
        Tls = true, Certificate = certificate,
        Peers = new Dictionary<string, RemotePeer> { ["client"] = RemotePeer.Of(known, RemoteRole.Operate) },
    }).Serve();
}
