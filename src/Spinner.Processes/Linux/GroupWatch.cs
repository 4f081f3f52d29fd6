namespace Spinner.Processes;

/// <summary>Asks on the reactor whether anybody of a group lives after its leader's end: at once, then every 1 to 20 ms. No event of the system tells it.</summary>
internal sealed class GroupWatch(Reactor reactor, SessionGroup group, GroupSignals signals, Action<Exception> broken)
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan Cap = TimeSpan.FromMilliseconds(20);

    // A killed group takes a moment to die and be reaped; only one that stays is worth a look at every process of the machine.
    private const int QuickChecks = 3;

    private TimeSpan _pause = First;
    private int _checks;

    internal void Await(Action gone)
    {
        bool isEmpty;
        lock (signals.Lock)
        {
            isEmpty = group.IsEmpty();
            if (isEmpty) signals.MarkGone();
        }

        if (isEmpty) gone();
        else if (++_checks <= QuickChecks) Later(gone);
        else reactor.RunOnPool(IsGone, isGone => Continue(isGone, gone), broken);
    }

    // On the pool, for it reads all of /proc. The lock keeps signals away between the answer and what it means.
    private bool IsGone()
    {
        try
        {
            lock (signals.Lock)
            {
                var isGone = group.IsGone();
                if (isGone) signals.MarkGone();
                return isGone;
            }
        }
        catch (Exception)
        {
            // /proc cannot be read just now: asked again.
            return false;
        }
    }

    private void Continue(bool isGone, Action gone)
    {
        if (isGone) gone();
        else Later(gone);
    }

    private void Later(Action gone)
    {
        reactor.Timers.Add(_pause, () => Await(gone), broken);
        _pause = TimeSpan.FromTicks(Math.Min(Cap.Ticks, _pause.Ticks * 3 / 2));
    }
}
