using System.Buffers;
using System.Text;
using Spinner.Control.Logs;

namespace Spinner.Host.Display;

/// <summary>The lines of one child on the console, as plain text unless asked otherwise. Not safe for concurrent use.</summary>
sealed class ChildEcho : ILineEcho
{
    // What goes to any terminal as it is.
    private static readonly SearchValues<byte> Harmless =
        SearchValues.Create([.. Enumerable.Range(' ', '~' - ' ' + 1).Select(c => (byte)c), (byte)'\t', (byte)'\n']);

    private readonly byte[] _prefix;
    private readonly DaemonConsole _console;
    private readonly bool _isRaw;

    public ChildEcho(string child, DaemonConsole console, bool isRaw)
    {
        _isRaw = isRaw;
        _prefix = Encoding.UTF8.GetBytes($"{Cells.Printable(child)} | ");
        _console = console;
    }

    /// <inheritdoc />
    public void Write(ReadOnlySpan<byte> lines)
    {
        while (!lines.IsEmpty)
        {
            var line = lines[..(lines.IndexOf((byte)'\n') + 1)];
            if (_isRaw || !line.ContainsAnyExcept(Harmless)) _console.Write([.. _prefix, .. line]);
            else _console.Write([.. _prefix, .. Encoding.UTF8.GetBytes(TerminalText.Plain(Encoding.UTF8.GetString(line[..^1]))), (byte)'\n']);
            lines = lines[line.Length..];
        }
    }
}
