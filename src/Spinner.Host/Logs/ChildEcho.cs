using System.Text;
using Spinner.Host.Daemon;
using Spinner.Host.Display;
using Spinner.Processes;

namespace Spinner.Host.Logs;

/// <summary>The lines of one child on the console. Not safe for concurrent use.</summary>
sealed class ChildEcho
{
    private readonly byte[] _prefix;
    private readonly DaemonConsole _console;
    private readonly LineBuffer _lines;

    public ChildEcho(string child, DaemonConsole console)
    {
        _prefix = Encoding.UTF8.GetBytes($"{Cells.Printable(child)} | ");
        _console = console;
        _lines = new LineBuffer(Show);
    }

    public void Write(ReadOnlySpan<byte> chunk) => _lines.Append(chunk);

    /// <summary>Shows an unfinished line as it is.</summary>
    public void EndLine() => _lines.Flush();

    private void Show(ReadOnlySpan<byte> lines)
    {
        while (!lines.IsEmpty)
        {
            var line = lines[..(lines.IndexOf((byte)'\n') + 1)];
            _console.Write([.. _prefix, .. line]);
            lines = lines[line.Length..];
        }
    }
}
