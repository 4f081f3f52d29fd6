using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Spinner.Actors.Remote.Tests.Nodes;

/// <summary>Certificates made when they are needed.</summary>
static class Certificates
{
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    /// <summary>Signed by itself.</summary>
    public static X509Certificate2 Own(string name, bool expired = false)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var made = Request(name, key).CreateSelfSigned(Now.AddDays(-2), expired ? Now.AddDays(-1) : Now.AddDays(1));
        return Usable(made);
    }

    /// <summary>The same with an RSA key.</summary>
    public static X509Certificate2 OwnRsa(string name)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var made = request.CreateSelfSigned(Now.AddDays(-2), Now.AddDays(1));
        return Usable(made);
    }

    /// <summary>An authority.</summary>
    public static X509Certificate2 Authority(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = Request(name, key);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        using var made = request.CreateSelfSigned(Now.AddDays(-3), Now.AddDays(2));
        return Usable(made);
    }

    /// <summary>Issued by an authority.</summary>
    /// <param name="by">Which.</param>
    /// <param name="name">Whose.</param>
    /// <param name="use">What for: the object id of a key usage; null: anything.</param>
    public static X509Certificate2 Issue(this X509Certificate2 by, string name, string? use = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = Request(name, key);
        if (use is not null) request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(use)], false));
        using var issued = request.Create(by, Now.AddDays(-2), Now.AddDays(1), RandomNumberGenerator.GetBytes(8));
        using var made = issued.CopyWithPrivateKey(key);
        return Usable(made);
    }

    private static CertificateRequest Request(string name, ECDsa key) => new($"CN={name}", key, HashAlgorithmName.SHA256);

    // TLS wants a key that is not only in memory on some systems.
    private static X509Certificate2 Usable(X509Certificate2 made) => X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
}
