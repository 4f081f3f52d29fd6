using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Spinner.Actors.Remote.Sealing;

/// <summary>
/// What a client signs with the key of its certificate: the challenge that opens a session, and then every call. One per session.
/// </summary>
/// <remarks>
/// Why at all, under mutual TLS? Akka.Remote shows an actor no certificate. TLS decides who may connect, but after that a message carries only a
/// sender and an address its peer wrote itself, and all connections end in the same actors: a peer that may observe could speak in the
/// name of one that may define, or have that one's answers sent to itself. So TLS is the outer door, and the role is decided by what cannot be
/// borrowed: a signature over the call, by the private key of the certificate the role belongs to. A token would not do, because it could be read by
/// a peer that is admitted and lies about its address. What is signed begins with a purpose and has this server's address, the session and its nonce
/// in it: a signature is good for one call of one session of one server, so it can be neither replayed nor carried to another server.
/// </remarks>
sealed class SessionSeal(string server, string session, byte[] nonce)
{
    public const int NonceBytes = 32;

    /// <summary>Whether we can sign and verify with the certificate's key.</summary>
    public static bool Supports(X509Certificate2 certificate) =>
        certificate.GetECDsaPublicKey() is not null || certificate.GetRSAPublicKey() is not null;

    public byte[] SignProof(X509Certificate2 by) => Sign(by, Proof());

    public byte[] SignCall(X509Certificate2 by, long number, string kind, byte[] body) => Sign(by, Call(number, kind, body));

    public bool IsProof(X509Certificate2 by, byte[] signature) => Verify(by, Proof(), signature);

    public bool IsCall(X509Certificate2 by, Call call) =>
        call.Signature is { } signature && Verify(by, Call(call.Number, call.Kind, call.Body), signature);

    private byte[] Proof() => Write("spinner-proof-1", static _ => { });

    private byte[] Call(long number, string kind, byte[] body) => Write("spinner-call-1", w =>
    {
        w.Write(number);
        w.Write(kind);
        w.Write(body.Length);
        w.Write(body);
    });

    // Every part has its length before it, so that no two contents give the same bytes.
    private byte[] Write(string purpose, Action<BinaryWriter> more)
    {
        using var bytes = new MemoryStream();
        using (var writer = new BinaryWriter(bytes, Encoding.UTF8, leaveOpen: true))
        {
            writer.Write(purpose);
            writer.Write(server);
            writer.Write(session);
            writer.Write(nonce.Length);
            writer.Write(nonce);
            more(writer);
        }

        return bytes.ToArray();
    }

    private static byte[] Sign(X509Certificate2 by, byte[] data)
    {
        using var ecdsa = by.GetECDsaPrivateKey();
        if (ecdsa is not null) return ecdsa.SignData(data, HashAlgorithmName.SHA256);
        using var rsa = by.GetRSAPrivateKey() ?? throw new InvalidOperationException("The certificate has no RSA or ECDSA key.");
        return rsa.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pss);
    }

    private static bool Verify(X509Certificate2 by, byte[] data, byte[] signature)
    {
        using var ecdsa = by.GetECDsaPublicKey();
        if (ecdsa is not null) return ecdsa.VerifyData(data, signature, HashAlgorithmName.SHA256);
        using var rsa = by.GetRSAPublicKey();
        return rsa is not null && rsa.VerifyData(data, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pss);
    }
}
