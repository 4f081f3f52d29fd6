using System.Globalization;
using Akka.Configuration;
using Akka.Event;
using Akka.Remote.Transport.DotNetty;
using Spinner.Actors.Configuration;
using Spinner.Actors.Remote.Access;

namespace Spinner.Actors.Remote.Configuration;

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
                hostname = {{HoconText.Quote(o.Hostname!)}}
                public-hostname = {{HoconText.Quote(o.PublicHostname ?? "")}}
                port = {{o.Port!.Value.ToString(CultureInfo.InvariantCulture)}}
                public-port = {{o.PublicPort!.Value.ToString(CultureInfo.InvariantCulture)}}
                maximum-frame-size = {{o.MaxMessage!.Value.ToString(CultureInfo.InvariantCulture)}}b
                enable-ssl = {{(settings.Certificate is null ? "off" : "on")}}
                ssl { suppress-validation = off, require-mutual-authentication = on }
              }
            }
            """);
    }

    /// <summary>Mutual TLS whose peers are judged by <see cref="PeerPolicy"/>; null without TLS.</summary>
    public static DotNettySslSetup? TlsOf(RemoteSettings settings)
    {
        if (settings.Certificate is not { } certificate) return null;
        var peers = new PeerPolicy(settings);
        return new DotNettySslSetup(certificate, suppressValidation: false, requireMutualAuthentication: true, (shown, _, from, _, log) =>
        {
            var peer = peers.Judge(shown);
            if (!peer.IsTrusted) log.Warning("{Peer} at {From} " + RefusedConnectionFilter.NotLetIn + ": {Why}", peer.Who, from, peer.Why);
            return peer.IsTrusted;
        });
    }

    private static string Serializer<T>(string name) => $"{name} = \"{typeof(T).FullName}, {typeof(T).Assembly.GetName().Name}\"";
}
