using Akka.Event;
using Spinner.Actors.Management;

namespace Spinner.Actors.Output;

/// <summary>
/// A logger of the user's, in an actor's hands: it may throw or take its time, and the actor goes on. What is logged reaches it in order, on another
/// thread; while 1000 entries wait for it, more are dropped. What it throws is told to the system's log, once.
/// </summary>
sealed class UserLogger(ILoggingAdapter logger, ILoggingAdapter system) : ILoggingAdapter
{
    private const int MostWaiting = 1000;

    private readonly Lock _lock = new();
    private readonly Queue<Action> _waiting = new();
    private bool _running;
    private bool _failed;
    private long _dropped;

    /// <summary>The user's own.</summary>
    public ILoggingAdapter Logger => logger;

    public ILogMessageFormatter Formatter => SemanticLogMessageFormatter.Instance;

    // Which levels it takes it is asked where it may take its time.
    public bool IsDebugEnabled => true;

    public bool IsInfoEnabled => true;

    public bool IsWarningEnabled => true;

    public bool IsErrorEnabled => true;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log(LogLevel logLevel, Exception? cause, LogMessage message) => Post(() =>
    {
        if (logger.IsEnabled(logLevel)) logger.Log(logLevel, cause!, message);
    });

    public void Log(LogLevel logLevel, Exception? cause, string format) => Post(() =>
    {
        if (logger.IsEnabled(logLevel)) logger.Log(logLevel, cause!, format);
    });

    private void Post(Action entry)
    {
        lock (_lock)
        {
            if (_waiting.Count >= MostWaiting)
            {
                _dropped++;
                return;
            }
            _waiting.Enqueue(entry);
            if (_running) return;
            _running = true;
        }
        ForeignCode.Run(WriteAll, system);
    }

    private void WriteAll()
    {
        while (TryTake(out var entry, out var dropped))
        {
            try
            {
                if (dropped > 0) system.Warning("The logger of a child is too slow: {Dropped} entries dropped", dropped);
                entry!();
            }
            catch (Exception e)
            {
                if (!_failed) system.Error(e, "The logger of a child failed");
                _failed = true;
            }
        }
    }

    private bool TryTake(out Action? entry, out long dropped)
    {
        lock (_lock)
        {
            (dropped, _dropped) = (_dropped, 0);
            return _running = _waiting.TryDequeue(out entry);
        }
    }
}
