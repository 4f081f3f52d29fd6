using System.Globalization;
using Serilog;
using Serilog.Core;
using Serilog.Events;

namespace Spinner.Host.Daemon;

/// <summary>The daemon's own log: lines on stdout, or a file beside the children's logs while a table has the terminal.</summary>
static class DaemonLog
{
    public const string FileName = "spinner-daemon.log";
    private const string Template = "{Timestamp:HH:mm:ss} {Level:u3} {Message:lj}{NewLine}{Exception}";
    private const int MaxBytes = 10 * 1024 * 1024;
    private const int MaxFiles = 5;

    public static Logger Create(string directory, bool toFile)
    {
        // YARP tells of every request; what keeps a server from starting is told once, by us, without a stack.
        var log = new LoggerConfiguration().MinimumLevel.Information()
            .MinimumLevel.Override("Microsoft", LogEventLevel.Warning).MinimumLevel.Override("Yarp", LogEventLevel.Warning)
            .MinimumLevel.Override("Microsoft.Extensions.Hosting.Internal.Host", LogEventLevel.Fatal);
        log = toFile
            ? log.WriteTo.File(
                Path.Combine(directory, FileName), outputTemplate: Template, formatProvider: CultureInfo.InvariantCulture,
                fileSizeLimitBytes: MaxBytes, rollOnFileSizeLimit: true, retainedFileCountLimit: MaxFiles)
            : log.WriteTo.Console(outputTemplate: Template, formatProvider: CultureInfo.InvariantCulture,
                theme: Serilog.Sinks.SystemConsole.Themes.ConsoleTheme.None);
        return log.CreateLogger();
    }
}
