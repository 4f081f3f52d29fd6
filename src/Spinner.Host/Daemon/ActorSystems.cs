using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Hosting.Logging;
using Microsoft.Extensions.Logging;
using Spinner.Host.Settings;

namespace Spinner.Host.Daemon;

/// <summary>The daemon's actor system: logs to the daemon's log, leaves signals and the end of the process to the daemon.</summary>
static class ActorSystems
{
    private const string Own = """
        akka {
          loggers = ["Akka.Hosting.Logging.LoggerFactoryLogger, Akka.Hosting"]
          stdout-loglevel = off
          loglevel = warning
          log-dead-letters = off
          coordinated-shutdown.run-by-clr-shutdown-hook = off
        }
        """;

    /// <exception cref="DaemonException">Akka does not take what the file says about it.</exception>
    public static ActorSystem Create(ChildrenFile file, ILoggerFactory logs)
    {
        var config = file.Akka.WithFallback(ConfigurationFactory.ParseString(Own));
        var setup = ActorSystemSetup.Create(BootstrapSetup.Create().WithConfig(config), new LoggerFactorySetup(logs));
        try
        {
            return ActorSystem.Create("spinner", setup);
        }
        catch (Exception wrong) when (!file.Akka.IsEmpty)
        {
            var why = wrong.GetBaseException().Message.Split('\n')[0];
            throw new DaemonException($"Akka does not take the block akka of {file.Source}: {why}", wrong);
        }
    }
}
