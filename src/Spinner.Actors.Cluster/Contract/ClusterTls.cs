using System.Security.Cryptography.X509Certificates;
using Spinner.Processes;

namespace Spinner.Actors.Cluster;

/// <summary>
/// Mutual TLS between nodes: each shows a certificate, and each must trust the other's. Whoever is trusted is a node, and a node may run and end
/// anything on the others: trust nobody's certificate here but theirs, not those of people and programs. Immutable.
/// </summary>
public sealed record ClusterTls
{
    /// <summary>This node's certificate with its private key, RSA or ECDSA; wins over <see cref="CertificateFile"/>.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>The same as a PKCS#12 file.</summary>
    public string? CertificateFile { get; init; }

    /// <summary>The password of that file. Default: none.</summary>
    public string? CertificatePassword { get; init; }

    /// <summary>A PEM file of certificate authorities that issue for nodes of this cluster and nobody else. Default: only <see cref="Peers"/>.</summary>
    public string? AuthoritiesFile { get; init; }

    /// <summary>Nodes known by their certificate: a name for the log, and the SHA-256 of the certificate, 64 hexadecimal digits.</summary>
    public IReadOnlyDictionary<string, string> Peers { get; init => field = Values.Of(value); } = Values.Of(new Dictionary<string, string>());
}
