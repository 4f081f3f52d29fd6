using System.Diagnostics.CodeAnalysis;
using Akka.Actor;
using Akka.Configuration;
using Spinner.Host.Settings;

namespace Spinner.Host.Daemon;

/// <summary>The daemon's actor system: logs to Serilog's <see cref="Serilog.Log.Logger"/>, the daemon's log, leaves signals and the end of the process to the daemon.</summary>
static class ActorSystems
{
    private const string Own = """
        akka {
          loggers = ["Spinner.Host.Daemon.ActorLogger, spinner"]
          stdout-loglevel = off
          loglevel = warning
          log-dead-letters = off
          actor.serializers.json = "Spinner.Host.Daemon.NoSerializer, spinner"
          coordinated-shutdown.run-by-clr-shutdown-hook = off
        }
        """;

    /// <exception cref="DaemonException">Akka does not take what the file says about it.</exception>
    // Akka makes them of their names. The compiler of the native program knows the others that are made so from Native/Roots.xml.
    [DynamicDependency(DynamicallyAccessedMemberTypes.PublicConstructors, typeof(ActorLogger))]
    [DynamicDependency(DynamicallyAccessedMemberTypes.PublicConstructors, typeof(NoSerializer))]
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
