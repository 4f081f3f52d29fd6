namespace Spinner.Processes;

/// <summary>Asks on the reactor whether anybody of a group lives after its leader's end: at once, then every 1 to 20 ms. No event of the system tells it.</summary>
internal sealed class GroupWatch(Reactor reactor, SessionGroup group, GroupSignals signals, Action<Exception> broken)
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan Cap = TimeSpan.FromMilliseconds(20);

    // A killed group takes a moment to die and be reaped; only one that stays is worth a look at every process of the machine.
    private const int QuickLooks = 3;

    private TimeSpan _pause = First;
    private int _looks;

    internal void Await(Action gone)
    {
        bool isEmpty;
        lock (signals.Lock)
        {
            isEmpty = group.IsEmpty();
            if (isEmpty) signals.MarkGone();
        }

        if (isEmpty) gone();
        else if (++_looks <= QuickLooks) Later(gone);
        else ThreadPool.UnsafeQueueUserWorkItem(_ => LookAtProcesses(gone), null);
    }

    // On the pool, for it reads all of /proc. The lock keeps signals away between the answer and what it means.
    private void LookAtProcesses(Action gone)
    {
        var isGone = false;
        try
        {
            lock (signals.Lock)
            {
                isGone = group.IsGone();
                if (isGone) signals.MarkGone();
            }
        }
        catch (Exception)
        {
            // /proc cannot be read just now, and nothing may escape on a thread of the pool: asked again.
        }

        reactor.Post(isGone ? gone : () => Later(gone), broken);
    }

    private void Later(Action gone)
    {
        reactor.Timers.Add(_pause, () => Await(gone), broken);
        _pause = TimeSpan.FromTicks(Math.Min(Cap.Ticks, _pause.Ticks * 3 / 2));
    }
}
