using System.Globalization;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Event;
using Akka.Remote.Transport.DotNetty;
using Spinner.Actors.Configuration;
using Spinner.Actors.Remote.Access;
using Spinner.Actors.Remote.Configuration;

namespace Spinner.Actors.Remote.Transport;

/// <summary>What Akka.Remote is told.</summary>
static class TransportConfig
{
    public static Config Of(RemoteSettings settings)
    {
        var o = settings.Options;
        return ConfigurationFactory.ParseString($$"""
            akka.actor {
              provider = remote
              serializers {
                {{Serializer<WireSerializer>("spinner")}}
                {{Serializer<RefusedJson>("json")}}
                {{Serializer<RefusedBytes>("bytes")}}
                {{Serializer<RefusedProtobuf>("proto")}}
                {{Serializer<RefusedDeployment>("daemon-create")}}
                {{Serializer<RefusedMisc>("akka-misc")}}
                {{Serializer<RefusedPrimitives>("primitive")}}
                {{Serializer<RefusedSystemMessages>("akka-system-msg")}}
              }
              serialization-bindings { "{{typeof(ISpinnerWire).FullName}}, {{typeof(ISpinnerWire).Assembly.GetName().Name}}" = spinner }
            }
            akka.remote {
              untrusted-mode = on
              trusted-selection-paths = ["{{AccessGate.Path}}"]
              enabled-transports = ["akka.remote.dot-netty.tcp"]
              retry-gate-closed-for = 1s
              dot-netty.tcp {
                transport-class = "{{TransportClass(settings)}}"
                hostname = {{HoconText.Quote(o.Hostname!)}}
                public-hostname = {{HoconText.Quote(o.PublicHostname ?? "")}}
                port = {{o.Port!.Value.ToString(CultureInfo.InvariantCulture)}}
                public-port = {{o.PublicPort!.Value.ToString(CultureInfo.InvariantCulture)}}
                maximum-frame-size = {{o.MaxMessage!.Value.ToString(CultureInfo.InvariantCulture)}}b
                tcp-reuse-addr = off
                enable-ssl = {{(settings.Certificate is null ? "off" : "on")}}
                ssl { suppress-validation = off, require-mutual-authentication = on }
              }
            }
            """);
    }

    /// <summary>Mutual TLS whose peers are judged by <see cref="PeerPolicy"/>, and a log that those who fail cannot fill; none without TLS.</summary>
    public static IEnumerable<Setup> SetupsOf(RemoteSettings settings)
    {
        if (settings.Certificate is not { } certificate) yield break;
        var peers = new PeerPolicy(settings);
        var dialed = new DialedPeers();
        yield return dialed;
        yield return new DotNettySslSetup(certificate, suppressValidation: false, requireMutualAuthentication: true, (shown, _, from, _, log) =>
        {
            var peer = peers.Evaluate(shown);
            dialed.Judge(from, peer.Why);
            if (peer.IsTrusted) return true;
            log.Warning("{Peer} at {From} " + RefusedConnectionFilter.NotLetIn + ": {Why}", peer.Who, from, peer.Why);
            return false;
        });
        yield return new LogFilterBuilder().Add(new RefusedConnectionFilter(settings.Clock)).Build();
    }

    private static string TransportClass(RemoteSettings settings) => settings.Certificate is null
        ? "Akka.Remote.Transport.DotNetty.TcpTransport, Akka.Remote"
        : $"{typeof(IsolatedTransport).FullName}, {typeof(IsolatedTransport).Assembly.GetName().Name}";

    private static string Serializer<T>(string name) => $"{name} = \"{typeof(T).FullName}, {typeof(T).Assembly.GetName().Name}\"";
}
