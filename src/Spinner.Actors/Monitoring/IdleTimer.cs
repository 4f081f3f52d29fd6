using Akka.Actor;
using Spinner.Actors.Services;
using Spinner.Actors.Time;

namespace Spinner.Actors.Monitoring;

/// <summary>Tells the sender <see cref="IdleDue"/> once the gate has been unused for the time, or may have been; then forgets it.</summary>
sealed record WatchIdle(LaunchGate Gate, TimeSpan IdleTime) : ILocalSignal;

/// <summary>The gate is closed; nothing more to watch.</summary>
sealed record UnwatchIdle(LaunchGate Gate) : ILocalSignal;

/// <summary>
/// One for all children. Uses never tell it anything: it looks at the gates when the earliest of them is due, with one alarm armed at a time.
/// </summary>
sealed class IdleTimer : ServiceActor
{
    private enum Alarm
    {
        Earliest,
    }

    private sealed record Watched(long Id, IActorRef Child, LaunchGate Gate, TimeSpan IdleTime, long Due);

    private readonly TimeProvider _clock;
    private readonly Alarms<Alarm> _alarms;
    private readonly Dictionary<LaunchGate, Watched> _watched = [];
    private readonly SortedSet<Watched> _byDue = new(Comparer<Watched>.Create(
        static (a, b) => a.Due != b.Due ? a.Due.CompareTo(b.Due) : a.Id.CompareTo(b.Id)));
    private long _ids;
    private long? _armedFor;

    public IdleTimer(TimeProvider clock)
    {
        _clock = clock;
        _alarms = new Alarms<Alarm>(Self, clock);
    }

    public static Props Props(TimeProvider clock) => Akka.Actor.Props.Create(() => new IdleTimer(clock));

    protected override void Handle(object message)
    {
        switch (message)
        {
            case WatchIdle w: Watch(Sender, w.Gate, w.IdleTime); break;
            case UnwatchIdle f: Unwatch(f.Gate); break;
            case AlarmDue<Alarm> due: CheckDue(due); break;
            default: Unhandled(message); return;
        }
        ArmEarliest();
    }

    protected override void PostStop() => _alarms.Dispose();

    private void CheckDue(AlarmDue<Alarm> due)
    {
        if (!_alarms.TrySpend(due)) return;
        _armedFor = null;
        while (_byDue.Min is { } first && first.Due <= _clock.GetTimestamp())
        {
            Unwatch(first.Gate);
            if (first.Gate.IsClosed) continue;
            if (first.Gate.InFlight > 0 || first.Gate.IdleIn(first.IdleTime) > TimeSpan.Zero) Watch(first.Child, first.Gate, first.IdleTime);
            else first.Child.Tell(new IdleDue(first.Gate));
        }
    }

    private void Watch(IActorRef child, LaunchGate gate, TimeSpan idleTime)
    {
        Unwatch(gate);
        var ticks = (long)Math.Ceiling(gate.IdleIn(idleTime).TotalSeconds * _clock.TimestampFrequency);
        var watched = new Watched(++_ids, child, gate, idleTime, _clock.GetTimestamp() + Math.Max(1, ticks));
        _watched.Add(gate, watched);
        _byDue.Add(watched);
    }

    private void Unwatch(LaunchGate gate)
    {
        if (_watched.Remove(gate, out var watched)) _byDue.Remove(watched);
    }

    private void ArmEarliest()
    {
        var earliest = _byDue.Min?.Due;
        if (earliest == _armedFor) return;
        _armedFor = earliest;
        if (earliest is { } due) _alarms.Arm(Alarm.Earliest, _clock.GetElapsedTime(_clock.GetTimestamp(), due));
        else _alarms.Cancel(Alarm.Earliest);
    }
}
