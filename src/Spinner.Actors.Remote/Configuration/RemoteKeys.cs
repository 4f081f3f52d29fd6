using System.Globalization;
using Spinner.Actors.Configuration;

namespace Spinner.Actors.Remote.Configuration;

/// <summary>The keys of the block <c>spinner.remote</c>. What has no key exists in C# only: the certificate as an object, the clock.</summary>
static class RemoteKeys
{
    private static readonly SettingForm Role = SettingForm.OfText(RoleText.Allowed, t => RoleText.Parse(t), v => RoleText.Write((RemoteRole)v));

    private static readonly SettingForm Peers = new(
        $"a block of names, each with a thumbprint (SHA-256, 64 hex digits) and a role ({RoleText.Allowed})",
        ReadPeers,
        v => $"{{\n{string.Concat(((IReadOnlyDictionary<string, RemotePeer>)v).Select(Write))}}}");

    public static IReadOnlyList<SettingKey<SpinnerRemoteOptions>> All { get; } =
    [
        new("hostname", nameof(SpinnerRemoteOptions.Hostname), SettingForms.Text, o => o.Hostname, (o, v) => o with { Hostname = (string)v }),
        new("port", nameof(SpinnerRemoteOptions.Port), SettingForms.Number, o => o.Port, (o, v) => o with { Port = (int)v }),
        new("public-hostname", nameof(SpinnerRemoteOptions.PublicHostname), SettingForms.Text,
            o => o.PublicHostname, (o, v) => o with { PublicHostname = (string)v }),
        new("public-port", nameof(SpinnerRemoteOptions.PublicPort), SettingForms.Number, o => o.PublicPort, (o, v) => o with { PublicPort = (int)v }),
        new("tls", nameof(SpinnerRemoteOptions.Tls), SettingForms.Switch, o => o.Tls, (o, v) => o with { Tls = (bool)v }),
        new("certificate-file", nameof(SpinnerRemoteOptions.CertificateFile), SettingForms.Text,
            o => o.CertificateFile, (o, v) => o with { CertificateFile = (string)v }),
        new("certificate-password", nameof(SpinnerRemoteOptions.CertificatePassword), SettingForms.Text,
            o => o.CertificatePassword, (o, v) => o with { CertificatePassword = (string)v }),
        new("ca-file", nameof(SpinnerRemoteOptions.AuthoritiesFile), SettingForms.Text,
            o => o.AuthoritiesFile, (o, v) => o with { AuthoritiesFile = (string)v }),
        new("ca-role", nameof(SpinnerRemoteOptions.AuthoritiesRole), Role, o => o.AuthoritiesRole,
            (o, v) => o with { AuthoritiesRole = (RemoteRole)v }),
        new("loopback-role", nameof(SpinnerRemoteOptions.LoopbackRole), Role, o => o.LoopbackRole, (o, v) => o with { LoopbackRole = (RemoteRole)v }),
        new("peers", nameof(SpinnerRemoteOptions.Peers), Peers,
            o => o.Peers, (o, v) => o with { Peers = (IReadOnlyDictionary<string, RemotePeer>)v }),
        new("max-sessions", nameof(SpinnerRemoteOptions.MaxSessions), SettingForms.Number, o => o.MaxSessions,
            (o, v) => o with { MaxSessions = (int)v }),
        new("max-calls", nameof(SpinnerRemoteOptions.MaxCalls), SettingForms.Number, o => o.MaxCalls, (o, v) => o with { MaxCalls = (int)v }),
        new("heartbeat-interval", nameof(SpinnerRemoteOptions.HeartbeatInterval), SettingForms.Duration,
            o => o.HeartbeatInterval, (o, v) => o with { HeartbeatInterval = (TimeSpan)v }),
        new("lost-after", nameof(SpinnerRemoteOptions.LostAfter), SettingForms.Duration, o => o.LostAfter,
            (o, v) => o with { LostAfter = (TimeSpan)v }),
        new("answer-timeout", nameof(SpinnerRemoteOptions.AnswerTimeout), SettingForms.Duration,
            o => o.AnswerTimeout, (o, v) => o with { AnswerTimeout = (TimeSpan)v }),
        new("max-message", nameof(SpinnerRemoteOptions.MaxMessage), SettingForms.Size, o => o.MaxMessage, (o, v) => o with { MaxMessage = (int)v }),
    ];

    private static Dictionary<string, RemotePeer>? ReadPeers(Setting setting)
    {
        if (setting.Members is not { } members) return null;
        var peers = new Dictionary<string, RemotePeer>(StringComparer.Ordinal);
        foreach (var (name, peer) in members)
        {
            if (peer.Members is not { Count: 2 } of) return null;
            if (SettingBlock.Find(of, "thumbprint")?.Text is not { } thumbprint || SettingBlock.Find(of, "role")?.Text is not { } role) return null;
            if (RoleText.Parse(role) is not { } allowed) return null;
            peers[name] = new RemotePeer(thumbprint, allowed);
        }

        return peers;
    }

    private static string Write(KeyValuePair<string, RemotePeer> peer) => string.Create(
        CultureInfo.InvariantCulture,
        $"{HoconText.Quote(peer.Key)} {{ thumbprint = {HoconText.Quote(peer.Value.Thumbprint)}, role = {RoleText.Write(peer.Value.Role)} }}\n");
}
