using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Akka.Actor;
using Akka.Configuration;
using Spinner.Host.Settings;

namespace Spinner.Host.Daemon;

/// <summary>The daemon's actor system: logs to Serilog's <see cref="Serilog.Log.Logger"/>, the daemon's log, leaves signals and the end of the process to the daemon.</summary>
static class ActorSystems
{
    // The package's is put together by reflection, which a native program has no code for: Akka would wait five seconds for it in vain.
    private static readonly string Logger = RuntimeFeature.IsDynamicCodeSupported
        ? "Akka.Logger.Serilog.SerilogLogger, Akka.Logger.Serilog"
        : "Spinner.Host.Daemon.ActorLogger, spinner";

    private static readonly string Own = $$"""
        akka {
          loggers = ["{{Logger}}"]
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
