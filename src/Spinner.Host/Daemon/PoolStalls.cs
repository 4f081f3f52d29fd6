namespace Spinner.Host.Daemon;

/// <summary>Finds out whether all threads of the pool block: from one look to the next it has done nothing, though there is something to do.</summary>
/// <param name="givesOne">Whether the system gives a thread just now.</param>
/// <param name="add">Allows the pool one more.</param>
sealed class PoolStalls(Func<bool> givesOne, Action add)
{
    /// <summary>How many a pool that stalls gets between two looks.</summary>
    public const int MoreAtOnce = 8;

    private long _done = -1;

    /// <summary>A look.</summary>
    /// <param name="done">What the pool has done so far.</param>
    /// <param name="waiting">What waits for a thread of it.</param>
    public void Look(long done, long waiting)
    {
        var stalls = done == _done && waiting > 0;
        _done = done;
        if (!stalls) return;
        for (var i = 0; i < MoreAtOnce && givesOne(); i++) add();
    }
}
