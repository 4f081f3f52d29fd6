using Akka.Actor;

namespace Spinner.Actors.Time;

/// <summary>An alarm went off. Believed only if <see cref="Alarms{TKey}.TrySpend"/> says so.</summary>
sealed record AlarmDue<TKey>(TKey Key, long Generation) : ILocalSignal;

/// <summary>
/// The alarms of one actor, on a <see cref="TimeProvider"/>: they arrive as <see cref="AlarmDue{TKey}"/> in its mailbox. Used by that actor only.
/// </summary>
/// <remarks>
/// Every arming, pausing and cancelling begins a new generation, so an alarm that was already in the mailbox is recognised as stale.
/// Akka's own scheduler is not used: one armed timer there keeps its wheel turning for ever.
/// An alarm that comes late by itself, after a process that was stopped or starved, says nothing about who was given the time: what they did
/// meanwhile may be unread. It is armed once more, for a moment.
/// </remarks>
/// <param name="owner">Gets the alarms.</param>
/// <param name="clock">The time.</param>
/// <param name="canBeLate">Whether alarms of this clock come late by accident. A virtual one is late because its test says so.</param>
sealed class Alarms<TKey>(IActorRef owner, TimeProvider clock, bool canBeLate) : IDisposable where TKey : notnull
{
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(1);

    /// <summary>Alarms of one actor.</summary>
    public Alarms(IActorRef owner, TimeProvider clock) : this(owner, clock, ReferenceEquals(clock, TimeProvider.System)) { }

    private sealed record Armed(long Generation, ITimer Timer, long Since, TimeSpan Delay, bool IsSecond);

    private readonly Dictionary<TKey, Armed> _armed = [];
    private long _generation;

    /// <summary>Arms or re-arms. A delay of zero or less goes off at once, but still through the mailbox.</summary>
    public void Arm(TKey key, TimeSpan delay) => Arm(key, delay, isSecond: false);

    private void Arm(TKey key, TimeSpan delay, bool isSecond)
    {
        Cancel(key);
        var due = new AlarmDue<TKey>(key, ++_generation);
        // Timers drop the fraction of a millisecond; rounded down, an alarm would go off before its time.
        var wait = TimeSpan.FromMilliseconds(Math.Max(0, Math.Ceiling(delay.TotalMilliseconds)));
        var timer = clock.CreateTimer(_ => owner.Tell(due, ActorRefs.NoSender), null, wait, Timeout.InfiniteTimeSpan);
        _armed[key] = new Armed(due.Generation, timer, clock.GetTimestamp(), wait, isSecond);
    }

    /// <summary>Whether the alarm is armed.</summary>
    public bool IsArmed(TKey key) => _armed.ContainsKey(key);

    /// <summary>An armed alarm goes off after this delay at the soonest.</summary>
    public void Extend(TKey key, TimeSpan delay)
    {
        if (_armed.TryGetValue(key, out var armed) && armed.Delay - clock.GetElapsedTime(armed.Since) < delay) Arm(key, delay);
    }

    /// <summary>Disarms; what is in the mailbox already is stale from now on.</summary>
    public void Cancel(TKey key)
    {
        if (_armed.Remove(key, out var armed)) armed.Timer.Dispose();
    }

    /// <summary>Disarms and tells how much time was left; null when it was not armed.</summary>
    public TimeSpan? Pause(TKey key)
    {
        if (!_armed.TryGetValue(key, out var armed)) return null;
        Cancel(key);
        var left = armed.Delay - clock.GetElapsedTime(armed.Since);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    /// <summary>Whether the alarm is current; if so it is spent.</summary>
    public bool TrySpend(AlarmDue<TKey> due)
    {
        if (!_armed.TryGetValue(due.Key, out var armed) || armed.Generation != due.Generation) return false;
        Cancel(due.Key);
        if (!canBeLate || armed.IsSecond || clock.GetElapsedTime(armed.Since) - armed.Delay < Late) return true;
        Arm(due.Key, Late, isSecond: true);
        return false;
    }

    /// <summary>Disarms all.</summary>
    public void Dispose()
    {
        foreach (var armed in _armed.Values) armed.Timer.Dispose();
        _armed.Clear();
    }
}
