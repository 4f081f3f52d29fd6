using System.Collections.Concurrent;
using Akka.Actor.Setup;

namespace Spinner.Actors.Remote.Transport;

/// <summary>
/// What was found wrong with the certificates of peers that are being connected to: TLS only says that a certificate was rejected, not why. Holds
/// nothing of peers that connect to this node. An actor system carries it as a setup. Safe for concurrent use.
/// </summary>
sealed class DialedPeers : Setup
{
    private readonly ConcurrentDictionary<string, string> _verdicts = new(StringComparer.Ordinal);

    /// <summary>A connection to this address is about to be made.</summary>
    public void Begin(string address) => _verdicts[address] = "";

    /// <summary>Why the certificate shown at this address is rejected; nothing unless a connection to it is being made.</summary>
    public void Reject(string address, string why) => _verdicts.TryUpdate(address, why, "");

    /// <summary>The attempt is over.</summary>
    /// <returns>Why the certificate was rejected; null: it was not.</returns>
    public string? End(string address) => _verdicts.TryRemove(address, out var why) && why.Length > 0 ? why : null;
}
