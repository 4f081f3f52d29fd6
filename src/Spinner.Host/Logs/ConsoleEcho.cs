using System.Text;
using Spinner.Host.Daemon;
using Spinner.Host.Display;
using Spinner.Processes;

namespace Spinner.Host.Logs;

/// <summary>Children's lines on the console, each with the child's name before it. Never waits for the console.</summary>
sealed class ConsoleEcho(DaemonConsole console)
{
    /// <summary>What takes the chunks of one child's output, one after the other.</summary>
    public Action<ReadOnlyMemory<byte>> Of(string child)
    {
        var prefix = Encoding.UTF8.GetBytes($"{Cells.Printable(child)} | ");
        var whole = new LineBuffer(lines =>
        {
            while (!lines.IsEmpty)
            {
                var line = lines[..(lines.IndexOf((byte)'\n') + 1)];
                console.Write([.. prefix, .. line]);
                lines = lines[line.Length..];
            }
        });
        return chunk => whole.Append(chunk.Span);
    }
}
