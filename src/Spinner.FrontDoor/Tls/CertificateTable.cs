using System.Collections.Frozen;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Spinner.FrontDoor.Configuration;
using Spinner.FrontDoor.Messages;
using Spinner.FrontDoor.Routing;

namespace Spinner.FrontDoor.Tls;

/// <summary>The certificates with their chains, by the host a client asks for (SNI). Immutable.</summary>
sealed class CertificateTable
{
    private const string AllOthers = "*";

    private readonly FrozenDictionary<string, SslStreamCertificateContext> _byHost;

    private CertificateTable(FrozenDictionary<string, SslStreamCertificateContext> byHost) => _byHost = byHost;

    public bool IsEmpty => _byHost.Count == 0;

    /// <param name="files">Checked already.</param>
    public static CertificateTable Load(IReadOnlyDictionary<string, FrontDoorCertificate> files) =>
        new(files.ToFrozenDictionary(f => HostText.Key(f.Key), f => Read(f.Value), StringComparer.OrdinalIgnoreCase));

    /// <summary>The certificate of a host: its own, that of the closest <c>*.</c> above it, that of all others; null: none.</summary>
    public SslStreamCertificateContext? Find(string host)
    {
        // .NET tells an international name decoded.
        host = HostPart.Canonical(host);
        if (_byHost.TryGetValue(host, out var own)) return own;
        for (var dot = host.IndexOf('.', StringComparison.Ordinal); dot >= 0; dot = host.IndexOf('.', dot + 1))
            if (_byHost.TryGetValue($"*{host[dot..]}", out var above)) return above;
        return _byHost.GetValueOrDefault(AllOthers);
    }

    private static SslStreamCertificateContext Read(FrontDoorCertificate files)
    {
        var chain = new X509Certificate2Collection();
        chain.ImportFromPemFile(files.Cert);
        using var fromPem = X509Certificate2.CreateFromPemFile(files.Cert, files.Key);
        // Windows cannot use a key that was only in memory.
        var certificate = X509CertificateLoader.LoadPkcs12(fromPem.Export(X509ContentType.Pkcs12), null);
        return SslStreamCertificateContext.Create(certificate, chain, offline: true);
    }
}
