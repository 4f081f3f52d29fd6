using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Spinner.FrontDoor.Answers;

/// <summary>
/// Logs without what the server and the forwarder say of every request: two lines at level Information, and, because hosting asks whether anything
/// is logged at all, an activity and a scope.
/// </summary>
sealed class QuietLogs(ILoggerFactory logs) : ILoggerFactory
{
    private const string Hosting = "Microsoft.AspNetCore.Hosting.Diagnostics";
    private const string Forwarder = "Yarp.ReverseProxy.Forwarder.HttpForwarder";

    public ILogger CreateLogger(string categoryName) => categoryName switch
    {
        Hosting => NullLogger.Instance,
        Forwarder => new WarningsOnly(logs.CreateLogger(categoryName)),
        _ => logs.CreateLogger(categoryName),
    };

    public void AddProvider(ILoggerProvider provider) => logs.AddProvider(provider);

    /// <summary>Nothing: the factory is its owner's.</summary>
    public void Dispose() { }

    private sealed class WarningsOnly(ILogger log) : ILogger
    {
        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning && log.IsEnabled(logLevel);

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => log.BeginScope(state);

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel)) log.Log(logLevel, eventId, state, exception, formatter);
        }
    }
}
