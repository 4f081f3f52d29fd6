namespace Spinner.Actors.Management;

/// <summary>Waits for several answers and gives one. Its parts are answered by different actors, so on different threads.</summary>
sealed class ReplyAggregator(int count, Action<IReadOnlyList<ISpinnerReply>> done)
{
    private readonly Lock _lock = new();
    private readonly List<ISpinnerReply> _replies = [];

    /// <summary>A waiter for one of the answers.</summary>
    public Waiter Part() => new OnePart(this);

    private void Add(ISpinnerReply reply)
    {
        lock (_lock)
        {
            _replies.Add(reply);
            if (_replies.Count < count) return;
        }
        done(_replies);
    }

    private sealed class OnePart(ReplyAggregator whole) : Waiter
    {
        protected override void Deliver(ISpinnerReply reply, LaunchGate? gate) => whole.Add(reply);
    }
}
