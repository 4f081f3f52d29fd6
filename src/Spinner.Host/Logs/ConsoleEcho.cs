using System.Collections.Concurrent;
using System.Text;
using Spinner.Processes;

namespace Spinner.Host.Logs;

/// <summary>Children's lines on the console, each with the child's name before it. Never waits for the console.</summary>
sealed class ConsoleEcho(ConsoleQueue console)
{
    private readonly ConcurrentDictionary<string, LineBuffer> _children = new(StringComparer.Ordinal);

    /// <summary>Takes a chunk of a child's output; of one child one after the other.</summary>
    public void Show(string child, ReadOnlyMemory<byte> bytes) => _children.GetOrAdd(child, Make).Append(bytes.Span);

    private LineBuffer Make(string child)
    {
        var prefix = Encoding.UTF8.GetBytes($"{child} | ");
        return new LineBuffer(lines =>
        {
            while (!lines.IsEmpty)
            {
                var line = lines[..(lines.IndexOf((byte)'\n') + 1)];
                console.Enqueue(isError: false, [.. prefix, .. line]);
                lines = lines[line.Length..];
            }
        });
    }
}
