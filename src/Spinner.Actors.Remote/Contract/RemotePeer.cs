using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Spinner.Actors.Remote;

/// <summary>A peer that is known by its certificate.</summary>
/// <param name="Thumbprint">SHA-256 of the certificate, 64 hexadecimal digits in either case; colons, dashes and spaces between them are ignored.</param>
/// <param name="Role">What it may do here; <see cref="RemoteRole.None"/> for a server this node is only a client of.</param>
public sealed record RemotePeer(string Thumbprint, RemoteRole Role)
{
    /// <summary>A peer by its certificate.</summary>
    public static RemotePeer Of(X509Certificate2 certificate, RemoteRole role)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        return new RemotePeer(certificate.GetCertHashString(HashAlgorithmName.SHA256), role);
    }
}
