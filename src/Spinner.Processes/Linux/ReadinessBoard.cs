using System.Diagnostics;

namespace Spinner.Processes;

/// <summary>
/// All launches whose listeners are waited for, asked together. Only <see cref="Tick"/> asks and takes off the list, and while nobody waits nothing
/// ticks. Used by the reactor's thread only.
/// </summary>
internal sealed class ReadinessBoard
{
    // Up to here one question each is cheaper than a list of all listeners.
    private const int Few = 32;

    // Listing all listeners may take no more than this part of the time.
    private const int DumpShare = 5;

    private readonly Reactor _reactor;
    private readonly SocketDirectories _directories;
    private readonly List<(ListenerWait Wait, SocketDirectories.Subscription? Directory)> _waits = [];
    private ReactorTimer? _tick;
    private long _tickDue;

    internal ReadinessBoard(Reactor reactor)
    {
        _reactor = reactor;
        _directories = new SocketDirectories(reactor);
        Diag = SockDiag.TryOpenProven(reactor.System);
    }

    /// <summary>Null where the system refuses it.</summary>
    internal SockDiag? Diag { get; }

    /// <summary>Asks until the wait is over.</summary>
    internal void Add(ListenerWait wait)
    {
        var directory = wait.Socket is null ? null : _directories.TrySubscribe(wait.Socket, () =>
        {
            wait.SocketAppeared();
            TickAt(wait.Due);
        });
        wait.Begin(isPrompted: directory is not null);
        _waits.Add((wait, directory));
        TickAt(wait.Due);
    }

    internal void Close()
    {
        Diag?.Dispose();
        _directories.Close();
    }

    private void Tick()
    {
        _tick = null;
        var now = Stopwatch.GetTimestamp();
        // A copy: whoever is told of a sighting may add.
        var due = _waits.Where(w => !w.Wait.IsOver && w.Wait.Due <= now).Select(w => w.Wait).ToList();
        var ports = due.Count(wait => wait.Port is not null) > Few ? Diag?.Ports() : null;
        var dump = ports is null ? TimeSpan.Zero : Stopwatch.GetElapsedTime(now);
        foreach (var wait in due)
        {
            if (ports is not null && wait.Port is { } port && !ports.Contains(port)) wait.Postpone();
            else wait.Ask();
        }

        _waits.RemoveAll(IsOver);
        if (_waits.Count > 0) TickAt(Math.Max(_waits.Min(w => w.Wait.Due), Stopwatch.GetTimestamp() + Ticks(dump * DumpShare)));
    }

    private bool IsOver((ListenerWait Wait, SocketDirectories.Subscription? Directory) entry)
    {
        if (!entry.Wait.IsOver) return false;
        if (entry.Directory is not null) _directories.Unsubscribe(entry.Directory);
        return true;
    }

    private void TickAt(long due)
    {
        if (_tick is not null && _tickDue <= due) return;
        _tick?.Cancel();
        _tickDue = due;
        _tick = _reactor.Timers.Add(Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), due), Tick);
    }

    private static long Ticks(TimeSpan span) => (long)(span.TotalSeconds * Stopwatch.Frequency);
}
