using Akka.Event;
using Spinner.Processes;

namespace Spinner.Actors.Output;

/// <summary>
/// A logger of the user's, in an actor's hands: it may throw or take its time, and the actor goes on. What is logged reaches it in order, on another
/// thread; while 1000 entries wait for it, more are dropped. What it throws is told to the system's log, once.
/// </summary>
sealed class UserLogger(ILoggingAdapter logger, ILoggingAdapter system) : ILoggingAdapter
{
    private const int MostWaiting = 1000;

    private readonly BoundedWork _work = new(BlockingThreads.Output, MostWaiting, dropped =>
        system.Warning("The logger of a child is too slow: {Dropped} entries dropped", dropped));

    private bool _failed;

    /// <summary>The user's own.</summary>
    public ILoggingAdapter Logger => logger;

    public ILogMessageFormatter Formatter => SemanticLogMessageFormatter.Instance;

    // Which levels it takes it is asked where it may take its time.
    public bool IsDebugEnabled => true;

    public bool IsInfoEnabled => true;

    public bool IsWarningEnabled => true;

    public bool IsErrorEnabled => true;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log(LogLevel logLevel, Exception? cause, LogMessage message) => Post(logLevel, () => logger.Log(logLevel, cause!, message));

    public void Log(LogLevel logLevel, Exception? cause, string format) => Post(logLevel, () => logger.Log(logLevel, cause!, format));

    private void Post(LogLevel level, Action entry) => _work.Post(() => Write(level, entry));

    private void Write(LogLevel level, Action entry)
    {
        try
        {
            if (logger.IsEnabled(level)) entry();
        }
        catch (Exception e)
        {
            if (!_failed) system.Error(e, "The logger of a child failed");
            _failed = true;
        }
    }
}
