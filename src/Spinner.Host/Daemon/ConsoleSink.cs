using System.Globalization;
using System.Text;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting;
using Spinner.Host.Display;

namespace Spinner.Host.Daemon;

/// <summary>Brings log lines to the console without waiting for it.</summary>
sealed class ConsoleSink(ITextFormatter line, DaemonConsole console) : ILogEventSink
{
    public void Emit(LogEvent logEvent)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        line.Format(logEvent, text);
        console.Write(Encoding.UTF8.GetBytes(text.ToString()));
    }
}
