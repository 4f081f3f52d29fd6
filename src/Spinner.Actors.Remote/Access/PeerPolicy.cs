using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Spinner.Actors.Configuration;
using Spinner.Actors.Remote.Configuration;
using Spinner.Actors.Remote.Sealing;

namespace Spinner.Actors.Remote.Access;

/// <summary>
/// Who a certificate belongs to and what that peer may do. The same judgement at the TLS handshake and at the gate. Safe for concurrent use.
/// </summary>
sealed class PeerPolicy(RemoteSettings settings)
{
    private const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";

    private readonly Dictionary<string, (string Name, RemoteRole Role)> _pinned =
        (settings.Options.Peers ?? new Dictionary<string, RemotePeer>())
            .GroupBy(p => ThumbprintText.Parse(p.Value.Thumbprint)!, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => (g.First().Key, g.Min(p => p.Value.Role)), StringComparer.Ordinal);

    /// <summary>Everybody on this machine; only asked while TLS is off, when nobody else can connect.</summary>
    public PeerVerdict Loopback { get; } = new("loopback", settings.Options.LoopbackRole!.Value);

    /// <summary>Whether peers have to prove a certificate.</summary>
    public bool NeedsProof => settings.Certificate is not null;

    /// <summary>Judges a certificate, not whether its key is at hand.</summary>
    public PeerVerdict Evaluate(X509Certificate2? certificate)
    {
        if (certificate is null) return PeerVerdict.Untrusted("a peer without a certificate", "it shows no certificate");
        var who = $"{OptionError.Format(certificate.Subject)} ({certificate.GetCertHashString(HashAlgorithmName.SHA256)[..16]}…)";
        var now = settings.Clock.GetUtcNow();
        if (now < certificate.NotBefore.ToUniversalTime())
            return PeerVerdict.Untrusted(who, $"its certificate is not valid before {certificate.NotBefore:u}");
        if (now > certificate.NotAfter.ToUniversalTime())
            return PeerVerdict.Untrusted(who, $"its certificate has expired at {certificate.NotAfter:u}");
        if (!SessionSeal.Supports(certificate)) return PeerVerdict.Untrusted(who, "its key is neither RSA nor ECDSA");
        if (_pinned.TryGetValue(certificate.GetCertHashString(HashAlgorithmName.SHA256), out var peer)) return new PeerVerdict(peer.Name, peer.Role);
        if (settings.Authorities.Count == 0) return PeerVerdict.Untrusted(who, "it is none of the peers");
        return IssuedByOurs(certificate, now, out var why) ? new PeerVerdict(who, CaRole(certificate)) : PeerVerdict.Untrusted(who, why);
    }

    // A certificate that says what it is for, and does not say clients, is a server's: it may connect as a server and do nothing as a client.
    private RemoteRole CaRole(X509Certificate2 certificate) =>
        certificate.Extensions.OfType<X509EnhancedKeyUsageExtension>().FirstOrDefault() is { } uses
        && !uses.EnhancedKeyUsages.Cast<Oid>().Any(o => o.Value == ClientAuthentication)
            ? RemoteRole.None
            : settings.Options.AuthoritiesRole!.Value;

    private bool IssuedByOurs(X509Certificate2 certificate, DateTimeOffset now, out string why)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(settings.Authorities);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.VerificationTime = now.UtcDateTime;
        var ours = chain.Build(certificate);
        why = ours ? "" : $"no authority of ours issued its certificate: {string.Join(", ", chain.ChainStatus.Select(s => s.Status))}";
        return ours;
    }
}
