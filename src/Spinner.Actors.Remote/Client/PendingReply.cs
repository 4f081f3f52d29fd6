namespace Spinner.Actors.Remote.Client;

/// <summary>A call with one answer, and for a list with as many parts before it as there are children.</summary>
/// <param name="question">What is asked.</param>
/// <param name="promised">Told how long the server may take.</param>
sealed class PendingReply(object question, Action<TimeSpan> promised) : PendingCall
{
    private readonly TaskCompletionSource<object> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Dictionary<string, ChildInfo> _children = new(StringComparer.Ordinal);

    public override object Question => question;

    public Task<object> Task => _answer.Task;

    public override bool Receive(object answer)
    {
        switch (answer)
        {
            case Promised p: promised(TimeSpan.FromMilliseconds(Math.Clamp(p.Within, 0, (long)MaxPromise.TotalMilliseconds))); return false;
            case ChildInfo child when question is List: _children[child.Name] = child; return false;
            case Listed: _answer.TrySetResult(new ChildList(_children)); return true;
            case Failed failed: _answer.TrySetException(ToException(failed)); return true;
            default: _answer.TrySetResult(answer); return true;
        }
    }

    public override void Fail(Exception why)
    {
        if (why is OperationCanceledException cancelled) _answer.TrySetCanceled(cancelled.CancellationToken);
        else _answer.TrySetException(why);
    }

    // No option of a child allows more than 24 days; 49 of them are the most a timer takes.
    private static readonly TimeSpan MaxPromise = TimeSpan.FromDays(48);
}
