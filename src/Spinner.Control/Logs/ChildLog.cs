using System.Buffers;
using System.Text;
using Spinner.Processes;

namespace Spinner.Control.Logs;

/// <summary>
/// What a child writes, line by line in a <see cref="LogFile"/>, each with its <see cref="LogStamp"/>. Safe for concurrent use. Disposing ends
/// nothing but the open file; the next line opens it again.
/// </summary>
sealed class ChildLog : IDisposable
{
    private const byte LineEnd = (byte)'\n';

    private readonly Lock _turn = new(); // of two streams, each with a writer
    private readonly Lock _lock = new();
    private readonly TimeProvider _clock;
    private readonly ILineEcho? _echo;
    private readonly Action<string> _note;
    private TaskCompletionSource _grown = NewSignal();
    private long? _number;
    private long _dropped;

    /// <param name="path">The file written to.</param>
    /// <param name="sizes">How much is kept.</param>
    /// <param name="clock">The time of the lines.</param>
    /// <param name="echo">Is shown everything that is written.</param>
    /// <param name="note">Is told, once, that the file cannot be written, and when it can be again.</param>
    public ChildLog(string path, LogSizes sizes, TimeProvider clock, ILineEcho? echo, Action<string> note)
    {
        (_clock, _echo, _note) = (clock, echo, note);
        File = new LogFile(path, sizes.FileBytes, sizes.Files, sizes.Gzip);
        MaxLine = (int)Math.Min(LineBuffer.DefaultLimit, sizes.FileBytes - LogStamp.MaxLength - 1);
        Stdout = new LogStream(this, isError: false, clock);
        Stderr = new LogStream(this, isError: true, clock);
    }

    /// <summary>Where it is written.</summary>
    public LogFile File { get; }

    /// <summary>Takes the child's stdout.</summary>
    public LogStream Stdout { get; }

    /// <summary>Takes its stderr.</summary>
    public LogStream Stderr { get; }

    /// <summary>The most bytes of a line: it fits into a file. A longer one goes on in the next.</summary>
    public int MaxLine { get; }

    /// <summary>Nothing more is to come: its child is removed.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>What is in no file yet, because it has no end.</summary>
    public IEnumerable<LogLine> Unfinished => new[] { Stdout.Unfinished, Stderr.Unfinished }.OfType<LogLine>();

    /// <summary>Ends when something is written after this moment, or the log ends.</summary>
    public Task Grown
    {
        get
        {
            lock (_lock) return _grown.Task;
        }
    }

    /// <summary>Writes whole lines; what the disk does not take is dropped, and the next tries again.</summary>
    public void Append(bool isError, ReadOnlySpan<byte> lines)
    {
        lock (_turn)
        {
            _echo?.Write(lines);
            var stamped = ArrayPool<byte>.Shared.Rent(lines.Length + (lines.Count(LineEnd) * LogStamp.MaxLength));
            Write(stamped.AsSpan(0, Stamp(isError, lines, stamped)));
            ArrayPool<byte>.Shared.Return(stamped);
        }
    }

    /// <summary>Ends it, for a child that is removed.</summary>
    public void End()
    {
        HasEnded = true;
        Dispose();
        SignalGrown();
    }

    /// <summary>Closes the file; a line opens it again.</summary>
    public void Dispose() => File.Dispose();

    private int Stamp(bool isError, ReadOnlySpan<byte> lines, Span<byte> to)
    {
        var (now, at, number) = (_clock.GetUtcNow(), 0, _number ?? LogPlaces.LastNumber(File));
        Span<byte> time = stackalloc byte[LogStamp.MaxLength];
        time = time[..Encoding.ASCII.GetBytes(LogStamp.TextOf(now), time)];
        while (!lines.IsEmpty)
        {
            at += new LogStamp(now, ++number, isError).Write(to[at..], time);
            var line = lines[..(lines.IndexOf(LineEnd) + 1)];
            line.CopyTo(to[at..]);
            at += line.Length;
            lines = lines[line.Length..];
        }

        _number = number;
        return at;
    }

    private void Write(ReadOnlySpan<byte> rest)
    {
        try
        {
            while (!rest.IsEmpty)
            {
                var taken = File.Append(rest);
                rest = rest[taken..];
                if (taken == 0) continue;
                SignalGrown();
                if (_dropped == 0) continue;
                _note($"it is written again; {_dropped} lines are not in it");
                _dropped = 0;
            }
        }
        catch (IOException refused)
        {
            // Whoever writes here would write no more for the rest of the child's life.
            if (_dropped == 0) _note($"it cannot be written, output is dropped until it can: {refused.Message}");
            _dropped += rest.Count(LineEnd);
        }
    }

    private void SignalGrown()
    {
        TaskCompletionSource grown;
        lock (_lock) (grown, _grown) = (_grown, NewSignal());
        grown.SetResult();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
