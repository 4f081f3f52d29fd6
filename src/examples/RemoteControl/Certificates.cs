using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace RemoteControl;

/// <summary>Certificates that sign themselves and are good for a day: whoever is to trust one is told its thumbprint.</summary>
static class Certificates
{
    public static X509Certificate2 Make(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var now = TimeProvider.System.GetUtcNow();
        using var made = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256).CreateSelfSigned(now.AddMinutes(-5), now.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }
}
