using Serilog;
using Serilog.Core;
using Serilog.Events;
using Spinner.Control.Logs;
using Spinner.Host.Display;

namespace Spinner.Host.Daemon;

/// <summary>The daemon's own log: lines on stdout, or a file beside the children's logs while a table has the terminal.</summary>
sealed class DaemonLog : IAsyncDisposable
{
    private const long MaxBytes = 10 * 1024 * 1024;
    private const int MaxFiles = 5;

    private readonly LogFile? _file;

    private DaemonLog(Logger lines, LogFile? file) => (Lines, _file) = (lines, file);

    public Logger Lines { get; }

    /// <param name="directory">Where the file is.</param>
    /// <param name="console">Takes the lines; null: they go to the file.</param>
    public static DaemonLog Create(string directory, DaemonConsole? console)
    {
        var file = console is null ? new LogFile(Path.Combine(directory, LogPaths.OfDaemon + ".log"), MaxBytes, MaxFiles) : null;
        // YARP tells of every request; what keeps a server from starting is told once, by us, without a stack.
        var log = new LoggerConfiguration().MinimumLevel.Information()
            .MinimumLevel.Override("Microsoft", LogEventLevel.Warning).MinimumLevel.Override("Yarp", LogEventLevel.Warning)
            .MinimumLevel.Override("Microsoft.Extensions.Hosting.Internal.Host", LogEventLevel.Fatal)
            .WriteTo.Sink(console is null ? new FileSink(new DaemonLine(), file!) : new ConsoleSink(new DaemonLine(), console));
        return new DaemonLog(log.CreateLogger(), file);
    }

    /// <summary>Closes the file: what is told next goes to the file its path names then.</summary>
    public void Reopen() => _file?.Dispose();

    public async ValueTask DisposeAsync()
    {
        await Lines.DisposeAsync();
        _file?.Dispose();
    }
}
