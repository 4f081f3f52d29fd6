using System.Globalization;
using Serilog.Events;
using Serilog.Formatting;
using Serilog.Formatting.Display;
using Spinner.Host.Display;

namespace Spinner.Host.Daemon;

/// <summary>
/// A line of the daemon's log. Names of children and what they said are in it: nothing of that begins a new line or moves the cursor of who reads.
/// </summary>
sealed class DaemonLine : ITextFormatter
{
    private readonly MessageTemplateTextFormatter _head = new("{Timestamp:HH:mm:ss} {Level:u3} ", CultureInfo.InvariantCulture);
    private readonly MessageTemplateTextFormatter _message = new("{Message:lj}", CultureInfo.InvariantCulture);

    public void Format(LogEvent logEvent, TextWriter output)
    {
        _head.Format(logEvent, output);
        using var message = new StringWriter(CultureInfo.InvariantCulture);
        _message.Format(logEvent, message);
        output.Write($"{Cells.Printable(message.ToString())}\n");
        // Lines of a stack, each recognisable as one.
        foreach (var line in logEvent.Exception?.ToString().Split('\n') ?? []) output.Write($"  {Cells.Printable(line.TrimEnd('\r'))}\n");
    }
}
