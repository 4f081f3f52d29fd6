namespace Spinner.Processes;

/// <summary>Tells when a socket file appears: one inotify instance for all launches that wait for one. Used by the reactor's thread only.</summary>
internal sealed class SocketDirectories(Reactor reactor, Action<ReadinessWatch> appeared)
{
    private const uint Names = InotifyEvent.Create | InotifyEvent.MovedTo | InotifyEvent.OnlyDirectory;

    private readonly Dictionary<int, List<ReadinessWatch>> _waiting = [];
    private readonly byte[] _events = new byte[8192];
    private int _inotify = -1;

    /// <returns>False when the system refuses: then the socket must be asked for.</returns>
    internal bool TryAdd(ReadinessWatch watch, string path)
    {
        if (!TryOpen()) return false;
        var id = reactor.System.InotifyAdd(_inotify, Path.GetDirectoryName(path)!, Names);
        if (id < 0) return false;
        watch.SocketDirectory = id;
        if (_waiting.TryGetValue(id, out var others)) others.Add(watch);
        else _waiting.Add(id, [watch]);
        return true;
    }

    internal void Remove(ReadinessWatch watch)
    {
        if (watch.SocketDirectory is not { } id) return;
        watch.SocketDirectory = null;
        if (!_waiting.TryGetValue(id, out var others)) return;
        others.Remove(watch);
        if (others.Count > 0) return;
        _waiting.Remove(id);
        _ = reactor.System.InotifyRemove(_inotify, id);
    }

    internal void Close()
    {
        if (_inotify >= 0) _ = reactor.System.Close(_inotify);
        _inotify = -1;
    }

    private bool TryOpen()
    {
        if (_inotify >= 0) return true;
        var inotify = reactor.System.InotifyOpen();
        if (inotify < 0) return false;
        if (reactor.Watch(inotify, Epoll.In, Read, out _, _ => Close()) is null)
        {
            _ = reactor.System.Close(inotify);
            return false;
        }

        _inotify = inotify;
        return true;
    }

    private void Read()
    {
        var count = reactor.System.Read(_inotify, _events);
        ReadOnlySpan<byte> rest = _events.AsSpan(0, Math.Max(0, count));
        while (InotifyEvent.TryTake(ref rest, out var happened)) Tell(happened);
    }

    private void Tell(InotifyEvent happened)
    {
        var watches = happened.IsOverflow ? _waiting.Values.SelectMany(w => w)
            : _waiting.TryGetValue(happened.Watch, out var there) ? there.Where(w => w.SocketName == happened.Name)
            : [];
        foreach (var watch in watches.ToList()) appeared(watch);
    }
}
