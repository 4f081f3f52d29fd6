using System.Threading.Channels;
using Spinner.Processes;

namespace Spinner.Actors.Remote.Client;

/// <summary>
/// A reading of a child's output, which lives on over lost connections: it goes on after the last line it has, and the server tells what is missing.
/// </summary>
sealed class PendingOutput(string name, OutputReading reading) : PendingCall
{
    // The server sends no more than a window of pages before they are read, so this is bounded.
    private readonly Channel<OutputPage> _unread = Channel.CreateUnbounded<OutputPage>(new UnboundedChannelOptions { SingleReader = true });
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long? _seen;

    public override object Question => new ReadOutput(name, _seen is { } seen ? reading with { After = seen, Last = null } : reading);

    public override bool SurvivesLoss => _started.Task.IsCompletedSuccessfully;

    public ChannelReader<OutputPage> Unread => _unread.Reader;

    /// <summary>Completes with the first page.</summary>
    public Task Started => _started.Task;

    public override bool Receive(object answer)
    {
        switch (answer)
        {
            case OutputPage page when page.Parts.All(static p => p is not null): Deliver(page); return false;
            case OutputEnded: End(null); return true;
            case Failed failed: Fail(ToException(failed)); return true;
            case Rejected { Reason: SpinnerError.NoSuchChild } unknown: Fail(new SpinnerRejectedException(unknown)); return true;
            case Rejected rejected when !SurvivesLoss: Fail(new SpinnerRejectedException(rejected)); return true;
            case WatchEnded or Rejected: return false; // the server shuts down; perhaps to come back
            default: Fail(Unexpected(answer, Question)); return true;
        }
    }

    // As a local reading, it is over when the spinner is.
    public override void Fail(Exception why) =>
        End(why is OperationCanceledException or SpinnerEndedException or SpinnerRejectedException { Reason: SpinnerError.ShuttingDown } ? null : why, why);

    private void Deliver(OutputPage page)
    {
        _seen = page.First - 1 + page.Parts.Sum(static p => (long)p.Lines.AsSpan().Count((byte)'\n'));
        _unread.Writer.TryWrite(page);
        _started.TrySetResult();
    }

    private void End(Exception? told, Exception? why = null)
    {
        if (why is null) _started.TrySetResult();
        else _started.TrySetException(why);
        _unread.Writer.TryComplete(told);
    }
}
