using System.Security.Cryptography.X509Certificates;
using Spinner.Processes;

namespace Spinner.Actors.Remote;

/// <summary>
/// How a node talks to remote spinners and lets others talk to its own. What is null is taken from the block <c>spinner.remote</c> of the
/// actor system's HOCON, and where that says nothing, from <c>remote.conf</c>. Immutable; checked before the actor system is made, all mistakes at
/// once.
/// </summary>
public sealed record SpinnerRemoteOptions
{
    /// <summary>The address to listen on. Default: 127.0.0.1. Anything but loopback needs <see cref="Tls"/>.</summary>
    public string? Hostname { get; init; }

    /// <summary>The port to listen on. Default 2552; 0 (any free one) to 65535.</summary>
    public int? Port { get; init; }

    /// <summary>The name others reach this node by. Default: <see cref="Hostname"/>.</summary>
    public string? PublicHostname { get; init; }

    /// <summary>The port others reach this node by, when that is another one. Default 0: <see cref="Port"/>; to 65535.</summary>
    public int? PublicPort { get; init; }

    /// <summary>Mutual TLS: both ends show a certificate, and both must trust the other's. Default: false.</summary>
    public bool? Tls { get; init; }

    /// <summary>This node's certificate with its private key, RSA or ECDSA; wins over <see cref="CertificateFile"/>.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>The same as a PKCS#12 file.</summary>
    public string? CertificateFile { get; init; }

    /// <summary>The password of that file. Default: none.</summary>
    public string? CertificatePassword { get; init; }

    /// <summary>
    /// A PEM file of certificate authorities; a peer whose certificate one of them issued is let in. Revocation lists are not asked.
    /// Default: only <see cref="Peers"/>.
    /// </summary>
    public string? AuthoritiesFile { get; init; }

    /// <summary>What a peer may do that is let in by an authority and is none of the <see cref="Peers"/>. Default: observe.</summary>
    public RemoteRole? AuthoritiesRole { get; init; }

    /// <summary>What everybody on this machine may do while <see cref="Tls"/> is off. Default: operate.</summary>
    public RemoteRole? LoopbackRole { get; init; }

    /// <summary>Peers known by their certificate, by a name for the audit.</summary>
    public IReadOnlyDictionary<string, RemotePeer>? Peers { get; init => field = Values.Of(value); }

    /// <summary>
    /// Clients at the same time. Default 1000; 1 to 100000. One peer (a certificate, without TLS a node) may have a quarter of them, at least one.
    /// </summary>
    public int? MaxSessions { get; init; }

    /// <summary>Calls of one client that wait for an answer. Default 1000; 1 to 100000.</summary>
    public int? MaxCalls { get; init; }

    /// <summary>How often a client says that it lives. Default 2 s; 10 ms to 1 min.</summary>
    public TimeSpan? HeartbeatInterval { get; init; }

    /// <summary>A silence of this length ends the session, and its leases. Default 10 s; twice the <see cref="HeartbeatInterval"/> to 1 h.</summary>
    public TimeSpan? LostAfter { get; init; }

    /// <summary>How long the other end may take to answer a call, or to promise an answer. Default 10 s; 100 ms to 1 h.</summary>
    public TimeSpan? AnswerTimeout { get; init; }

    /// <summary>The largest message in bytes. Default 262144; 131072, which the longest line of output needs, to 16 MiB.</summary>
    public int? MaxMessage { get; init; }

    /// <summary>The only clock: heartbeats, time-outs, validity of certificates.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
