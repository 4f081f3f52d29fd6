using Serilog;
using Serilog.Core;
using Serilog.Events;

namespace Spinner.Host.Daemon;

/// <summary>The daemon's own log: lines on stdout, or a file beside the children's logs while a table has the terminal.</summary>
static class DaemonLog
{
    /// <summary>The name of the file, without its extension. Those put aside have a number behind it.</summary>
    public const string Name = "spinner-daemon";

    private const int MaxBytes = 10 * 1024 * 1024;
    private const int MaxFiles = 5;

    /// <param name="directory">Where the file is.</param>
    /// <param name="console">Takes the lines; null: they go to the file.</param>
    public static Logger Create(string directory, DaemonConsole? console)
    {
        // YARP tells of every request; what keeps a server from starting is told once, by us, without a stack.
        var log = new LoggerConfiguration().MinimumLevel.Information()
            .MinimumLevel.Override("Microsoft", LogEventLevel.Warning).MinimumLevel.Override("Yarp", LogEventLevel.Warning)
            .MinimumLevel.Override("Microsoft.Extensions.Hosting.Internal.Host", LogEventLevel.Fatal);
        log = console is null
            ? log.WriteTo.File(
                new DaemonLine(), Path.Combine(directory, Name + ".log"), fileSizeLimitBytes: MaxBytes, rollOnFileSizeLimit: true,
                retainedFileCountLimit: MaxFiles)
            : log.WriteTo.Sink(new ConsoleSink(new DaemonLine(), console));
        return log.CreateLogger();
    }
}
