namespace Spinner.FrontDoor;

/// <summary>How long the last cold starts of a child held up the first request for it, and so how long the next may take. Safe for concurrent use.</summary>
sealed class StartTimes(TimeProvider clock)
{
    private const int Kept = 5;

    private readonly Lock _lock = new();
    private readonly Queue<TimeSpan> _last = new();
    private long? _began;

    /// <summary>The first request waits.</summary>
    public void Begin()
    {
        lock (_lock) _began = clock.GetTimestamp();
    }

    /// <summary>A request is in: that is how long it has taken. Those behind it end nothing more.</summary>
    public void End()
    {
        lock (_lock)
        {
            if (_began is not { } began) return;
            _began = null;
            _last.Enqueue(clock.GetElapsedTime(began));
            if (_last.Count > Kept) _last.Dequeue();
        }
    }

    /// <summary>What a start usually takes, the middle one of the last five; null before the first.</summary>
    public TimeSpan? Usual
    {
        get
        {
            lock (_lock) return _last.Count == 0 ? null : _last.Order().ElementAt(_last.Count / 2);
        }
    }

    /// <summary>When to come again, in whole seconds: what is left of that for the start that is under way, at least 1.</summary>
    public int SecondsLeft
    {
        get
        {
            lock (_lock)
            {
                if (Usual is not { } usual) return 1;
                var left = usual - (_began is { } began ? clock.GetElapsedTime(began) : TimeSpan.Zero);
                return Math.Max(1, (int)Math.Ceiling(left.TotalSeconds));
            }
        }
    }
}
