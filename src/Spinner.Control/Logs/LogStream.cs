using System.Text;
using Spinner.Processes;

namespace Spinner.Control.Logs;

/// <summary>
/// One stream of a child on its way to its log, line by line: what one stream has not finished is not mixed with the other's. Safe for concurrent
/// use.
/// </summary>
/// <param name="log">Takes the lines.</param>
/// <param name="isError">Which stream.</param>
/// <param name="clock">The time of an unfinished line.</param>
sealed class LogStream(ChildLog log, bool isError, TimeProvider clock) : WriteOnlyStream, ILaunchOutput
{
    private readonly Lock _lock = new();
    private readonly LineBuffer _lines = new(lines => log.Append(isError, lines), log.MaxLine);
    private DateTimeOffset _time;

    /// <summary>The beginning of a line that has no end yet.</summary>
    public LogLine? Unfinished
    {
        get
        {
            lock (_lock)
            {
                return _lines.Unfinished is { IsEmpty: false } begun
                    ? new LogLine(Encoding.UTF8.GetString(begun)) { Stamp = new LogStamp(_time, 0, isError) }
                    : null;
            }
        }
    }

    /// <summary>Writes; what the disk does not take is dropped, and the next write tries again.</summary>
    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            _lines.Append(buffer.Span);
            if (!_lines.Unfinished.IsEmpty) _time = clock.GetUtcNow();
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>A launch has ended: the first line of the next is not to go on where its last one broke off.</summary>
    public void EndLaunch()
    {
        lock (_lock) _lines.Flush();
    }
}
