using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Event;
using Akka.Remote.Transport.DotNetty;
using Spinner.Actors.Configuration;

namespace Spinner.Actors.Remote.Transport;

/// <summary>
/// The actor system that Akka.Remote's TCP transport is given in place of the embedder's. The transport asks it for its name, for certificates and for
/// loggers, and to shut down when a connection it makes fails in the TLS handshake; this one has nothing to shut down. What it logs is published to the
/// embedder's.
/// </summary>
static class TransportSystem
{
    public static ActorSystem Create(ActorSystem embedder)
    {
        var config = ConfigurationFactory.ParseString($$"""
            akka {
              loggers = []
              loglevel = {{HoconText.Quote(embedder.Settings.LogLevel)}}
              stdout-loglevel = OFF
              coordinated-shutdown {
                run-by-clr-shutdown-hook = off
                run-by-actor-system-terminate = off
                terminate-actor-system = off
                exit-clr = off
              }
            }
            """);
        var setup = ActorSystemSetup.Create(BootstrapSetup.Create().WithConfig(config));
        if (embedder.Settings.Setup.Get<DotNettySslSetup>() is { HasValue: true } tls) setup = setup.And(tls.Value);
        var system = ActorSystem.Create(embedder.Name, setup);
        system.EventStream.Subscribe(system.ActorOf(Props.Create(() => new Publisher(embedder.EventStream))), typeof(LogEvent));
        return system;
    }

    private sealed class Publisher(EventStream to) : UntypedActor
    {
        // Nothing of the embedder's shuts down.
        protected override void OnReceive(object message)
        {
            if (message is LogEvent logged && logged.LogClass != typeof(CoordinatedShutdown)) to.Publish(logged);
        }
    }
}
