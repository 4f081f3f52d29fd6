using System.Net;
using Spinner.Actors.Configuration;

namespace Spinner.Actors.Remote.Configuration;

/// <summary>What is wrong with options of remote control.</summary>
static class RemoteOptionsCheck
{
    /// <summary>The most that the numbers among the options allow.</summary>
    public const int MaxCount = 100_000;

    /// <summary>Each option by itself. Null is always right: it means the default.</summary>
    public static void CheckEach(OptionErrors errors, SpinnerRemoteOptions o)
    {
        errors.Require(o.Hostname is not "", nameof(o.Hostname), o.Hostname, "an address or a host name");
        errors.Require(o.Port is null or (>= 0 and <= 65535), nameof(o.Port), o.Port, "0 to 65535");
        errors.Require(o.PublicPort is null or (>= 0 and <= 65535), nameof(o.PublicPort), o.PublicPort, "0 to 65535");
        errors.Require(o.MaxSessions is null or (>= 1 and <= MaxCount), nameof(o.MaxSessions), o.MaxSessions, "1 to 100000");
        errors.Require(o.MaxCalls is null or (>= 1 and <= MaxCount), nameof(o.MaxCalls), o.MaxCalls, "1 to 100000");
        errors.Require(o.MaxMessage is null or (>= 128 * 1024 and <= 16 * 1024 * 1024), nameof(o.MaxMessage), o.MaxMessage, "128KiB to 16MiB");
        Heartbeat.Check(errors, nameof(o.HeartbeatInterval), o.HeartbeatInterval);
        Lost.Check(errors, nameof(o.LostAfter), o.LostAfter);
        Answer.Check(errors, nameof(o.AnswerTimeout), o.AnswerTimeout);
        foreach (var (name, peer) in o.Peers ?? new Dictionary<string, RemotePeer>())
            errors.Require(
                ThumbprintText.Parse(peer.Thumbprint) is not null, $"{nameof(o.Peers)}[{OptionError.Format(name)}]", peer.Thumbprint ?? "", ThumbprintText.Allowed);
    }

    /// <summary>What contradicts each other. Every option is given.</summary>
    public static void CheckTogether(OptionErrors errors, SpinnerRemoteOptions o)
    {
        var certified = o.Certificate is not null || o.CertificateFile is not null;
        errors.Require(
            o.LostAfter >= 2 * o.HeartbeatInterval, nameof(o.LostAfter), o.LostAfter,
            $"twice the heartbeat-interval ({o.HeartbeatInterval}) or more");
        if (o.Tls == true)
        {
            const string needed = "certificate-file, or Certificate in code, with the private key; or tls = off on loopback";
            if (!certified) errors.AddShown("Tls", "on without a certificate", needed);
            if (o.AuthoritiesFile is null && o.Peers is not { Count: > 0 })
                errors.AddShown("Tls", "on and nobody is trusted", "peers with the thumbprints of their certificates, or ca-file");
            return;
        }

        if (certified)
            errors.AddShown(
                "Certificate", "given while tls is off",
                "tls = on; or no certificate, then whatever is said can be read and changed on its way");
        if (!IsLoopback(o.Hostname!))
            errors.Add(
                nameof(o.Hostname), o.Hostname,
                "127.0.0.1, ::1 or localhost while tls is off; for any other address: tls = on, certificate-file, and peers or ca-file. " +
                "Without mutual TLS anybody who reaches the port would control the children");
    }

    public static bool IsLoopback(string hostname) =>
        hostname == "localhost" || (IPAddress.TryParse(hostname, out var address) && IPAddress.IsLoopback(address));

    private static readonly DurationRange Heartbeat = new(TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(1), "10 ms to 1 min");
    private static readonly DurationRange Lost = new(TimeSpan.FromMilliseconds(20), TimeSpan.FromHours(1), "20 ms to 1 h");
    private static readonly DurationRange Answer = new(TimeSpan.FromMilliseconds(100), TimeSpan.FromHours(1), "100 ms to 1 h");
}
