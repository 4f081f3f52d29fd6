using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Spinner.FrontDoor.Answers;

/// <summary>
/// Logs without what the server and YARP's forwarder say of every request: two lines at level Information, a stack for every answer that did not
/// come, which the door tells in a line of its own, and, because hosting asks whether anything is logged at all, an activity and a scope.
/// </summary>
sealed class QuietLogs(ILoggerFactory logs) : ILoggerFactory
{
    private const string Hosting = "Microsoft.AspNetCore.Hosting.Diagnostics";
    private const string Forwarder = "Yarp.ReverseProxy.Forwarder.HttpForwarder";

    public ILogger CreateLogger(string categoryName) => categoryName is Hosting or Forwarder ? NullLogger.Instance : logs.CreateLogger(categoryName);

    public void AddProvider(ILoggerProvider provider) => logs.AddProvider(provider);

    /// <summary>Nothing: the factory is its owner's.</summary>
    public void Dispose() { }
}
