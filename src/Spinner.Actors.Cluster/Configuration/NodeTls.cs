using Akka.Actor.Setup;
using Akka.Configuration;
using Spinner.Actors.Remote;
using Spinner.Actors.Remote.Configuration;
using Spinner.Actors.Remote.Transport;

namespace Spinner.Actors.Cluster.Configuration;

/// <summary>
/// The transport of remote control between nodes, with its judgement of certificates. A handshake that fails costs that connection: Akka.Remote's own
/// ends the actor system that dials a stranger.
/// </summary>
sealed class NodeTls
{
    private readonly RemoteSettings _settings;

    private NodeTls(RemoteSettings settings) => _settings = settings;

    /// <summary>Reads the certificates.</summary>
    /// <param name="o">Right but for these.</param>
    /// <returns>Null: nothing is encrypted.</returns>
    /// <exception cref="ConfigurationException">They are wrong; the message names all of it.</exception>
    public static NodeTls? Read(ClusterOptions o) => o.Tls is not { } tls
        ? null
        : new NodeTls(RemoteSettings.Read(
            Config.Empty,
            new SpinnerRemoteOptions
            {
                Hostname = o.Hostname, Port = o.Port, Tls = true,
                Certificate = tls.Certificate, CertificateFile = tls.CertificateFile, CertificatePassword = tls.CertificatePassword,
                AuthoritiesFile = tls.AuthoritiesFile,
                Peers = tls.Peers.ToDictionary(peer => peer.Key, peer => new RemotePeer(peer.Value, RemoteRole.None)),
            },
            what: "the cluster's TLS"));

    /// <summary>What an actor system is made with beside its configuration.</summary>
    public IEnumerable<Setup> Setups => [_settings, .. TransportConfig.SetupsOf(_settings)];

    /// <summary>What Akka is told.</summary>
    public static Config Of() => ConfigurationFactory.ParseString($$"""
        akka.remote.dot-netty.tcp {
          transport-class = "{{typeof(IsolatedTransport).FullName}}, {{typeof(IsolatedTransport).Assembly.GetName().Name}}"
          enable-ssl = on
          ssl { suppress-validation = off, require-mutual-authentication = on }
        }
        """);
}
