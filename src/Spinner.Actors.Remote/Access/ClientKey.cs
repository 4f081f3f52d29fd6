using System.Security.Cryptography;
using Akka.Actor;

namespace Spinner.Actors.Remote.Access;

/// <summary>One client: the actor that speaks for it, and the certificate it shows. A claim, until the certificate is proved.</summary>
/// <param name="Client">Where answers go.</param>
/// <param name="Thumbprint">SHA-256 of the certificate; empty without one.</param>
readonly record struct ClientKey(IActorRef Client, string Thumbprint)
{
    public static ClientKey Of(IActorRef client, byte[]? certificate) =>
        new(client, certificate is null ? "" : Convert.ToHexString(SHA256.HashData(certificate)));
}
