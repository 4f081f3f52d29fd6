using Akka.Actor;
using Akka.Dispatch;
using Akka.Event;
using Serilog;
using Serilog.Events;
using LogEvent = Akka.Event.LogEvent;

namespace Spinner.Host.Daemon;

/// <summary>
/// Brings what actors log to Serilog's <see cref="Log.Logger"/>, each as the text it is, in the native program, in place of the logger of
/// Akka.Logger.Serilog. Akka makes it of its name.
/// </summary>
sealed class ActorLogger : UntypedActor, IRequiresMessageQueue<ILoggerMessageQueueSemantics>
{
    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case InitializeLogger:
                Sender.Tell(new LoggerInitialized());
                break;
            case LogEvent told:
                Log.Write(LevelOf(told.LogLevel()), told.Cause, "{Told:l}", told.Message?.ToString());
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private static LogEventLevel LevelOf(LogLevel level) => level switch
    {
        LogLevel.DebugLevel => LogEventLevel.Debug,
        LogLevel.InfoLevel => LogEventLevel.Information,
        LogLevel.WarningLevel => LogEventLevel.Warning,
        _ => LogEventLevel.Error,
    };
}
