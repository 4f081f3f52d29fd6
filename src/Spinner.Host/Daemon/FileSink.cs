using System.Globalization;
using System.Text;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting;
using Spinner.Control.Logs;

namespace Spinner.Host.Daemon;

/// <summary>Brings log lines to a file. What the disk does not take is dropped, and that stands in the file when it takes lines again.</summary>
sealed class FileSink(ITextFormatter line, LogFile file) : ILogEventSink
{
    private readonly Lock _lock = new();
    private long _dropped;
    private string _reason = "";

    public void Emit(LogEvent logEvent)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        line.Format(logEvent, text);
        lock (_lock)
        {
            try
            {
                if (_dropped > 0) Write(string.Create(CultureInfo.InvariantCulture, $"{_dropped} lines are missing here: {_reason}\n"));
                _dropped = 0;
                Write(text.ToString());
            }
            catch (IOException refused)
            {
                _dropped++;
                _reason = refused.Message;
            }
        }
    }

    private void Write(string text)
    {
        ReadOnlySpan<byte> rest = Encoding.UTF8.GetBytes(text);
        while (!rest.IsEmpty) rest = rest[file.Append(rest)..];
    }
}
