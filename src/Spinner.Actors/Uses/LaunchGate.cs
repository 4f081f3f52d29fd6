using Spinner.Actors.Configuration;

namespace Spinner.Actors.Uses;

/// <summary>
/// The gate of one ready launch: how many uses are in flight, whether it is closed, when the last use ended.
/// Uses enter and leave from any thread without a lock; only the ChildActor closes it. A closed gate stays closed.
/// </summary>
sealed class LaunchGate : IUsedLaunch
{
    private const long Closed = long.MinValue;

    private readonly TimeProvider _clock;
    private long _inFlight; // plus Closed, which makes it negative
    private long _lastUsed;
    private Action? _drained;
    private readonly Action? _worn;
    private readonly UnusedSignal? _unused;
    private readonly int _most;
    private int _uses;
    private readonly long _since;
    private long _ended;

    /// <param name="ready">The answer to its start.</param>
    /// <param name="spec">The options the launch was made of.</param>
    /// <param name="clock">Counts the idle time.</param>
    /// <param name="worn">Called on any thread, once, when it was used as often as it may be.</param>
    /// <param name="unused">Told when it is not used any more.</param>
    public LaunchGate(ChildReady ready, ChildSpec spec, TimeProvider clock, Action? worn = null, UnusedSignal? unused = null)
    {
        (_clock, _worn, _unused, _most) = (clock, worn, unused, worn is null ? 0 : spec.MaxRequests ?? 0);
        _since = _lastUsed = clock.GetTimestamp();
        Spec = spec;
        Ready = ready with { AlreadyRunning = true };
        Warm = Task.FromResult(Ready);
    }

    /// <summary>The options the launch was made of.</summary>
    public ChildSpec Spec { get; }

    /// <summary>The answer to a start that finds the launch running.</summary>
    public ChildReady Ready { get; }

    /// <summary>The same answer, ready to be awaited by everybody.</summary>
    public Task<ChildReady> Warm { get; }

    /// <summary>How long the launch took to be ready.</summary>
    public TimeSpan Start { get; init; }

    /// <summary>How long ago it was ready.</summary>
    public TimeSpan ServedFor => _clock.GetElapsedTime(_since);

    /// <summary>How many uses have ended, about: of those that end in the same moment some may not be counted.</summary>
    public long Uses => Volatile.Read(ref _ended);

    /// <summary>Where the launch listens.</summary>
    public ChildEndpoint Endpoint => Ready.Endpoint;

    /// <summary>The options object that last turned out to mean <see cref="Spec"/>, so that the same object need not be compared again.</summary>
    public ChildOptions? KnownOptions { get; set; }

    public long InFlight => Volatile.Read(ref _inFlight) & long.MaxValue;

    public bool IsClosed => Volatile.Read(ref _inFlight) < 0;

    /// <summary>Enters; false when the gate is closed. Every success owes one <see cref="Exit"/>.</summary>
    public bool TryEnter()
    {
        if (Interlocked.Increment(ref _inFlight) > 0) return true;
        Leave();
        return false;
    }

    /// <summary>As <see cref="TryEnter"/>, for a use that counts among those a launch is made for.</summary>
    public bool TryUse()
    {
        if (!TryEnter()) return false;
        if (_most > 0 && Interlocked.Increment(ref _uses) == _most) _worn!();
        return true;
    }

    /// <summary>Leaves, and counts the idle time from now.</summary>
    public void Exit()
    {
        // Written before the count falls: whoever sees the count at zero sees this time too.
        Volatile.Write(ref _lastUsed, _clock.GetTimestamp());
        _ended++;
        Leave();
        if (_unused is not null && InFlight == 0) _unused.Tell();
    }

    /// <summary>A use without length; false when the gate is closed.</summary>
    public bool TryTouch()
    {
        if (!TryEnter()) return false;
        Exit();
        return true;
    }

    /// <summary>How long it has not been used; zero while it is.</summary>
    public TimeSpan UnusedFor => InFlight > 0 ? TimeSpan.Zero : _clock.GetElapsedTime(Volatile.Read(ref _lastUsed));

    /// <summary>How long from now until the launch has been idle for <paramref name="idleTime"/>, if nobody comes; a whole idle time while it is used.</summary>
    public TimeSpan IdleIn(TimeSpan idleTime)
    {
        if (InFlight > 0) return idleTime;
        var left = idleTime - _clock.GetElapsedTime(Volatile.Read(ref _lastUsed));
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    /// <summary>Closes the gate if it is unused and has been for <paramref name="idleTime"/>. The decision and the closing are one step.</summary>
    public bool TryCloseIfIdle(TimeSpan idleTime)
    {
        var seen = Volatile.Read(ref _lastUsed);
        if (_clock.GetElapsedTime(seen) < idleTime) return false;
        if (Interlocked.CompareExchange(ref _inFlight, Closed, 0) != 0) return false;
        // A use may have come and gone between the look at the clock and the exchange. Opening again is safe:
        // who found the gate closed meanwhile asks the ChildActor, which is here.
        if (Volatile.Read(ref _lastUsed) == seen) return true;
        Interlocked.Add(ref _inFlight, Closed);
        return false;
    }

    /// <summary>Closes the gate whoever is inside; those leave in their own time.</summary>
    public void Close()
    {
        if (!IsClosed) Interlocked.Add(ref _inFlight, Closed);
    }

    /// <summary>As <see cref="Close()"/>, and tells when nobody is inside any more: at least once, on any thread.</summary>
    public void Close(Action drained)
    {
        Volatile.Write(ref _drained, drained);
        Close();
        if (InFlight == 0) drained();
    }

    // Whoever finds the gate closed was inside for a moment, and may be the last to leave.
    private void Leave()
    {
        if (Interlocked.Decrement(ref _inFlight) == Closed) Volatile.Read(ref _drained)?.Invoke();
    }
}
