namespace Spinner.Processes;

/// <summary>Tells when a socket file appears: one inotify instance for all launches that wait for one. Used by the reactor's thread only.</summary>
internal sealed class SocketDirectories(Reactor reactor)
{
    private const uint Names = InotifyEvent.Create | InotifyEvent.MovedTo | InotifyEvent.OnlyDirectory;

    private readonly Dictionary<int, List<Subscription>> _subscriptions = [];
    private readonly byte[] _events = new byte[8192];
    private int _inotify = -1;

    /// <summary>Calls <paramref name="appeared"/> whenever the path comes into being, and when that may have been missed.</summary>
    /// <returns>Null when the system refuses: then the socket must be asked for.</returns>
    internal Subscription? TrySubscribe(string path, Action appeared)
    {
        if (!TryOpen()) return null;
        var directory = reactor.System.InotifyAdd(_inotify, Path.GetDirectoryName(path)!, Names);
        if (directory < 0) return null;
        var subscription = new Subscription(directory, Path.GetFileName(path), appeared);
        if (_subscriptions.TryGetValue(directory, out var others)) others.Add(subscription);
        else _subscriptions.Add(directory, [subscription]);
        return subscription;
    }

    /// <summary>The last one of a directory ends its watch.</summary>
    internal void Unsubscribe(Subscription subscription)
    {
        if (!_subscriptions.TryGetValue(subscription.Directory, out var others) || !others.Remove(subscription) || others.Count > 0) return;
        _subscriptions.Remove(subscription.Directory);
        _ = reactor.System.InotifyRemove(_inotify, subscription.Directory);
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
        while (InotifyEvent.TryRead(ref rest, out var happened))
        {
            foreach (var subscription in Concerned(happened)) subscription.Appeared();
        }
    }

    private List<Subscription> Concerned(InotifyEvent happened)
    {
        if (happened.IsOverflow) return [.. _subscriptions.Values.SelectMany(all => all)];
        return _subscriptions.TryGetValue(happened.Watch, out var there) ? there.FindAll(s => s.Name == happened.Name) : [];
    }

    /// <summary>One path that is waited for.</summary>
    internal sealed class Subscription(int directory, string name, Action appeared)
    {
        internal int Directory => directory;

        internal string Name => name;

        internal Action Appeared => appeared;
    }
}
