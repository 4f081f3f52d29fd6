using System.Threading.Channels;

namespace Spinner.Actors.Remote.Client;

/// <summary>A watch, which lives on over lost connections: it resumes after the last event seen and tells what it cannot have any more.</summary>
sealed class PendingWatch(long? after) : PendingCall
{
    // The server sends no more than a window of events before they are read, so this is bounded.
    private readonly Channel<SpinnerEvent> _unread = Channel.CreateUnbounded<SpinnerEvent>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Dictionary<string, ChildInfo> _children = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long? _after = after;
    private SpinnerEvent? _last;

    public override object Question => new Watch(_after);

    public override bool SurvivesLoss => _started.Task.IsCompletedSuccessfully;

    public ChannelReader<SpinnerEvent> Unread => _unread.Reader;

    /// <summary>Completes with the first snapshot.</summary>
    public Task Started => _started.Task;

    public override bool Receive(object answer)
    {
        switch (answer)
        {
            case ChildInfo child: _children[child.Name] = child; return false;
            case WatchStarted started: Begin(started); return false;
            case SpinnerEvent next: Deliver(next); return false;
            case Failed failed: Fail(ToException(failed)); return true;
            case Rejected rejected when !SurvivesLoss: Fail(new SpinnerRejectedException(rejected)); return true;
            default: return false; // the server shuts down; perhaps to come back
        }
    }

    public override void Fail(Exception why)
    {
        _started.TrySetException(why);
        // As a local watch, it is over when the spinner is.
        _unread.Writer.TryComplete(why is OperationCanceledException or SpinnerEndedException or SpinnerRejectedException { Reason: SpinnerError.ShuttingDown } ? null : why);
    }

    /// <summary>
    /// Another life of the server has other events with the same numbers: the rest of the old ones is missed, and all of its own are new.
    /// </summary>
    public override void Resume(bool sameServer)
    {
        _children.Clear();
        if (sameServer || _last is not { } last) return;
        _unread.Writer.TryWrite(new EventsMissed(last.Sequence + 1, long.MaxValue)
        {
            Spinner = last.Spinner, Sequence = last.Sequence, Time = last.Time,
        });
        _after = 0;
    }

    private void Begin(WatchStarted started)
    {
        var snapshot = started with { Children = new Dictionary<string, ChildInfo>(_children, StringComparer.Ordinal) };
        _children.Clear();
        // With nothing seen yet, "what is new" begins at this snapshot; it must not slip when the connection is lost before the first event.
        _after ??= started.Sequence;
        _last ??= started;
        _unread.Writer.TryWrite(snapshot);
        _started.TrySetResult();
    }

    private void Deliver(SpinnerEvent next)
    {
        _after = next.Sequence;
        _last = next;
        _unread.Writer.TryWrite(next);
    }
}
