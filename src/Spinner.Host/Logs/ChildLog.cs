using Spinner.Host.Display;
using Spinner.Processes;

namespace Spinner.Host.Logs;

/// <summary>
/// What a child writes, in a <see cref="LogFile"/>. Safe for concurrent use. Disposing ends nothing but the open file; the next
/// write opens it again.
/// </summary>
/// <param name="path">The file written to.</param>
/// <param name="maxBytes">When a file is full.</param>
/// <param name="maxFiles">How many files there are.</param>
/// <param name="echo">Is shown everything that is written.</param>
/// <param name="note">Is told, once, that the file cannot be written, and when it can be again.</param>
sealed class ChildLog(string path, long maxBytes, int maxFiles, ChildEcho? echo, Action<string> note)
    : WriteOnlyStream, ILaunchOutput
{
    private readonly Lock _turn = new(); // of two streams of a task, each with a writer
    private readonly Lock _lock = new();
    private TaskCompletionSource _grown = NewSignal();
    private long _dropped;

    /// <summary>Where it is written.</summary>
    public LogFile File { get; } = new(path, maxBytes, maxFiles);

    /// <summary>Nothing more is to come: its child is removed.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>Ends when something is written after this moment, or the log ends.</summary>
    public Task Grown
    {
        get
        {
            lock (_lock) return _grown.Task;
        }
    }

    /// <summary>Writes; what the disk does not take is dropped, and the next write tries again.</summary>
    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        lock (_turn) Append(buffer.Span);
        return ValueTask.CompletedTask;
    }

    private void Append(ReadOnlySpan<byte> rest)
    {
        echo?.Write(rest);
        try
        {
            while (!rest.IsEmpty)
            {
                var taken = File.Append(rest);
                rest = rest[taken..];
                if (taken == 0) continue;
                SignalGrown();
                if (_dropped == 0) continue;
                note($"it is written again; {_dropped} bytes are not in it");
                _dropped = 0;
            }
        }
        catch (IOException refused)
        {
            // Whoever writes here would write no more for the rest of the child's life.
            if (_dropped == 0) note($"it cannot be written, output is dropped until it can: {refused.Message}");
            _dropped += rest.Length;
        }
    }

    /// <summary>A launch has ended: the first line of the next is not to go on where its last one broke off.</summary>
    public void EndLaunch()
    {
        lock (_turn) echo?.EndLine();
        try
        {
            File.EndLine();
            SignalGrown();
        }
        catch (IOException)
        {
            // A write that fails is told and begins a line when it goes on; this one had nothing to say.
        }
    }

    /// <summary>Ends it, for a child that is removed.</summary>
    public void End()
    {
        HasEnded = true;
        Close();
        SignalGrown();
    }

    /// <summary>Closes the file; a write opens it again.</summary>
    public override void Close() => File.Dispose();

    private void SignalGrown()
    {
        TaskCompletionSource grown;
        lock (_lock) (grown, _grown) = (_grown, NewSignal());
        grown.SetResult();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
