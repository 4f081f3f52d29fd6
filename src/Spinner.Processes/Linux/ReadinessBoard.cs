using System.Diagnostics;

namespace Spinner.Processes;

/// <summary>All launches that are not ready yet, asked for together. While none waits nothing ticks. Used by the reactor's thread only.</summary>
internal sealed class ReadinessBoard
{
    // Up to here one question each is cheaper than a look at all listeners.
    private const int Few = 32;

    // Looking at all listeners may take no more than this part of the time.
    private const int DumpShare = 5;

    private readonly Reactor _reactor;
    private readonly List<ReadinessWatch> _waiting = [];
    private ReactorTimer? _tick;
    private long _tickDue;

    internal ReadinessBoard(Reactor reactor)
    {
        _reactor = reactor;
        Directories = new SocketDirectories(reactor, watch =>
        {
            watch.Appeared();
            if (Turn(watch, null)) _waiting.Remove(watch);
            else ArmFor(watch.Due);
        });
        Diag = SockDiag.TryOpenProven(reactor.System);
    }

    /// <summary>Null where the system refuses it.</summary>
    internal SockDiag? Diag { get; }

    internal SocketDirectories Directories { get; }

    internal void Add(ReadinessWatch watch)
    {
        _waiting.Add(watch);
        ArmFor(watch.Due);
    }

    internal void Close()
    {
        Diag?.Dispose();
        Directories.Close();
    }

    private void Tick()
    {
        _tick = null;
        var now = Stopwatch.GetTimestamp();
        var listening = _waiting.Count(w => w.Port is not null && w.Due <= now) > Few ? Diag?.Ports() : null;
        var dump = listening is null ? TimeSpan.Zero : Stopwatch.GetElapsedTime(now);
        for (var i = _waiting.Count - 1; i >= 0; i--)
        {
            var watch = _waiting[i];
            if (watch.IsStopped || (watch.Due <= now && Turn(watch, listening))) RemoveAt(i);
        }

        if (_waiting.Count > 0) ArmFor(Math.Max(_waiting.Min(w => w.Due), Stopwatch.GetTimestamp() + Ticks(dump * DumpShare)));
    }

    // One that cannot be asked is asked no more, and the others have their turn.
    private bool Turn(ReadinessWatch watch, HashSet<int>? listening)
    {
        try
        {
            return TryTurn(watch, listening);
        }
        catch (Exception bug)
        {
            Directories.Remove(watch);
            watch.Break(bug);
            return true;
        }
    }

    private bool TryTurn(ReadinessWatch watch, HashSet<int>? listening)
    {
        if (listening is null || watch.Port is not { } port || listening.Contains(port)) return Ask(watch);
        watch.Rest();
        return false;
    }

    private bool Ask(ReadinessWatch watch)
    {
        if (!watch.IsStopped && !watch.Ask()) return false;
        Directories.Remove(watch);
        return true;
    }

    private void RemoveAt(int index)
    {
        Directories.Remove(_waiting[index]);
        _waiting[index] = _waiting[^1];
        _waiting.RemoveAt(_waiting.Count - 1);
    }

    private void ArmFor(long due)
    {
        if (_tick is not null && _tickDue <= due) return;
        _tick?.Cancel();
        _tickDue = due;
        _tick = _reactor.Timers.Add(Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), due), Tick);
    }

    private static long Ticks(TimeSpan span) => (long)(span.TotalSeconds * Stopwatch.Frequency);
}
