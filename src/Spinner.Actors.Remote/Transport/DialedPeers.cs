using System.Collections.Concurrent;
using Akka.Actor.Setup;

namespace Spinner.Actors.Remote.Transport;

/// <summary>
/// What was found of the certificates of peers that are being connected to: TLS only says that a certificate was rejected, not why. Holds nothing of
/// peers that connect to this node. An actor system carries it as a setup. Safe for concurrent use.
/// </summary>
sealed class DialedPeers : Setup
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource<string?>> _verdicts = new(StringComparer.Ordinal);

    /// <summary>A connection to this address is about to be made.</summary>
    /// <returns>Completes with why the certificate shown there is rejected, or with null when it is trusted; maybe never.</returns>
    public Task<string?> Begin(string address) =>
        (_verdicts[address] = new TaskCompletionSource<string?>(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    /// <summary>The certificate shown at this address is rejected for this reason; null: trusted. Nothing unless a connection to it is being made.</summary>
    public void Judge(string address, string? why)
    {
        if (_verdicts.TryGetValue(address, out var verdict)) verdict.TrySetResult(why);
    }

    /// <summary>The attempt is over.</summary>
    public void End(string address) => _verdicts.TryRemove(address, out _);
}
