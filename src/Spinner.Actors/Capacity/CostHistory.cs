namespace Spinner.Actors.Capacity;

/// <summary>What was learned of one child. Used by its <see cref="CostBook"/> only.</summary>
sealed class CostHistory
{
    private const int Kept = 8;

    private readonly TimeProvider _clock;
    private double _uses;
    private long _at;                   // when they were that many
    private object? _launch;            // the one that was measured last
    private LaunchGate? _gate;
    private long _counted;              // of the gate's uses

    public CostHistory(TimeProvider clock) => (_clock, _at) = (clock, clock.GetTimestamp());

    /// <summary>The most each of the last launches held, in bytes, the oldest first.</summary>
    public List<long> Peaks { get; init; } = [];

    /// <summary>What a launch that does not serve yet holds, in bytes.</summary>
    public long Starting { get; private set; }

    /// <summary>How long each of the last starts took, the oldest first.</summary>
    public List<TimeSpan> Starts { get; init; } = [];

    /// <summary>What half an hour ago was one use is half of one.</summary>
    public double Uses
    {
        get => _uses * Math.Pow(0.5, _clock.GetElapsedTime(_at) / CostBook.HalfLife);
        set => (_uses, _at) = (value, _clock.GetTimestamp());
    }

    /// <summary>At a steady rate they come to that.</summary>
    public double UsesPerHour => Uses * Math.Log(2) / CostBook.HalfLife.TotalHours;

    public TimeSpan Start => Starts.Count == 0 ? TimeSpan.Zero : Starts.Order().ElementAt((Starts.Count - 1) / 2);

    /// <summary>Takes what the gate of the launch that serves knows.</summary>
    public void Note(LaunchGate gate)
    {
        if (_gate != gate)
        {
            // What the one before was used for since the last look, and the use that this one was started for.
            Count(_gate?.Uses ?? 0);
            (_gate, _counted) = (gate, -1);
            Add(Starts, gate.Start);
        }
        Count(gate.Uses);
    }

    /// <summary>So much is held by a launch now.</summary>
    /// <param name="launch">Which.</param>
    /// <param name="bytes">How much.</param>
    /// <param name="isComplete">It serves, or never will: before that it may still be taking what it needs.</param>
    public void Note(object launch, long bytes, bool isComplete)
    {
        Starting = isComplete ? 0 : Math.Max(Starting, bytes);
        if (!isComplete) return;
        if (_launch != launch) Add(Peaks, 0);
        _launch = launch;
        Peaks[^1] = Math.Max(Peaks[^1], bytes);
    }

    /// <summary>Takes what the gate that was noted last knows by now, whether or not it is closed.</summary>
    public void Refresh()
    {
        if (_gate is not null) Count(_gate.Uses);
    }

    private void Count(long uses)
    {
        if (uses > _counted) Uses += uses - _counted;
        _counted = Math.Max(uses, _counted);
    }

    private static void Add<T>(List<T> list, T value)
    {
        if (list.Count == Kept) list.RemoveAt(0);
        list.Add(value);
    }
}
