namespace Spinner.Host.Daemon;

/// <summary>Has the heap give back to the system what a burst has left, once nothing happens any more. Looked at once a second by one thread.</summary>
/// <param name="allocated">How many bytes were allocated so far.</param>
/// <param name="collect">Gives back what is free.</param>
sealed class HeapTrimmer(Func<long> allocated, Action collect)
{
    /// <summary>How many bytes of garbage are worth the pause.</summary>
    public const long WorthIt = 4 << 20;

    /// <summary>How many bytes between two looks are next to nothing: a collection would hold up what allocates more.</summary>
    public const long NextToNothing = 64 << 10;

    /// <summary>How many looks in a row have to find next to nothing.</summary>
    public const int Looks = 3;

    private long _seen;
    private long _collectedAt;
    private int _quiet;

    /// <summary>Of this process.</summary>
    public static HeapTrimmer Own() => new(
        () => GC.GetTotalAllocatedBytes(), () => GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true));

    public void Look()
    {
        var now = allocated();
        _quiet = now - _seen <= NextToNothing ? _quiet + 1 : 0;
        _seen = now;
        if (_quiet < Looks || now - _collectedAt < WorthIt) return;
        collect();
        _collectedAt = _seen = allocated();
        _quiet = 0;
    }
}
