using Akka.Actor;
using Akka.Configuration;
using Spinner.Host.Settings;

namespace Spinner.Host.Daemon;

/// <summary>The daemon's actor system: logs to Serilog's <see cref="Serilog.Log.Logger"/>, the daemon's log, leaves signals and the end of the process to the daemon.</summary>
static class ActorSystems
{
    private const string Own = """
        akka {
          loggers = ["Akka.Logger.Serilog.SerilogLogger, Akka.Logger.Serilog"]
          stdout-loglevel = off
          loglevel = warning
          log-dead-letters = off
          coordinated-shutdown.run-by-clr-shutdown-hook = off
        }
        """;

    /// <exception cref="DaemonException">Akka does not take what the file says about it.</exception>
    public static ActorSystem Create(ChildrenFile file)
    {
        var config = file.Akka.WithFallback(ConfigurationFactory.ParseString(Own));
        try
        {
            return ActorSystem.Create("spinner", config);
        }
        catch (Exception wrong) when (!file.Akka.IsEmpty)
        {
            var why = wrong.GetBaseException().Message.Split('\n')[0];
            throw new DaemonException($"Akka does not take the block akka of {file.Source}: {why}", wrong);
        }
    }
}
