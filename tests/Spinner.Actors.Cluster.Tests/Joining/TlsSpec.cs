using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Spinner.Actors.Cluster.Tests.Joining;

/// <summary>Only who shows a certificate of a node is one, and nobody else ends anything.</summary>
public sealed class TlsSpec : IAsyncDisposable
{
    private const int TimeLimit = 300_000;
    private const int Stranger = 3;

    private readonly JoinedNodes _nodes = new();
    private readonly X509Certificate2[] _certificates = [.. Enumerable.Range(0, 4).Select(i => Certificate($"node-{i}"))];

    public async ValueTask DisposeAsync()
    {
        await _nodes.DisposeAsync();
        foreach (var certificate in _certificates) certificate.Dispose();
    }

    /// <summary>A stranger that trusts the nodes dials them, and they dial it, since it is in the place of a seed.</summary>
    [Fact(Timeout = TimeLimit)]
    public async Task A_stranger_neither_joins_nor_ends_anybody()
    {
        var stranger = _nodes.Join(Stranger, Tls(Stranger), seeds: 4);
        var nodes = Enumerable.Range(0, 3).Select(i => _nodes.Join(i, Tls(i), seeds: 4)).ToList();
        foreach (var node in nodes) await node.JoinedAsync();

        var answers = await Task.WhenAll(nodes.Select(node => node.StartAsync(JoinedNodes.Child)));
        await Eventually.HoldsAsync(() => Enumerable.Range(0, 3).All(i => _nodes.Logs[i].Any(IsRefusal)), "every node refuses the stranger");

        Assert.Single(answers.Select(answer => answer.Pid).Distinct());
        Assert.All(nodes, node => Assert.True(node.HasQuorum));
        Assert.All(nodes, node => Assert.Equal(["node-0", "node-1", "node-2"], node.Members.Select(m => m.Name).Order(StringComparer.Ordinal)));
        Assert.False(stranger.HasQuorum);
        Assert.Empty(stranger.Members);
        // The stranger's own log is its own affair: it finds no cluster, and looks again.
        Assert.DoesNotContain(_nodes.Logs.Take(3).SelectMany(log => log), line => line.Contains("has lost the cluster", StringComparison.Ordinal));
    }

    private static bool IsRefusal(string line) => line.Contains("is not let in", StringComparison.Ordinal);

    // Of the stranger nobody has heard; it knows everybody.
    private ClusterOptions Tls(int i) => JoinedNodes.Options with
    {
        Tls = new ClusterTls
        {
            Certificate = _certificates[i],
            Peers = Enumerable.Range(0, 3).ToDictionary(j => $"node-{j}", j => _certificates[j].GetCertHashString(HashAlgorithmName.SHA256)),
        },
    };

    private static X509Certificate2 Certificate(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var now = TimeProvider.System.GetUtcNow();
        using var made = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256).CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }
}
