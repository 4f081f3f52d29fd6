using System.Diagnostics;

namespace Spinner.Processes;

/// <summary>
/// One inotify instance for all watched directories of the process. The reactor only reads; a thread that may block tells, in order, and until it
/// has told nothing more is read: who listens slowly makes the kernel's queue overflow, not our memory. Safe for concurrent use.
/// </summary>
internal sealed class FileEvents(Reactor reactor)
{
    private const uint Wanted = InotifyEvent.Modify | InotifyEvent.Attributes | InotifyEvent.Written | InotifyEvent.MovedFrom | InotifyEvent.MovedTo
        | InotifyEvent.Create | InotifyEvent.Delete | InotifyEvent.OnlyDirectory | InotifyEvent.ExcludeUnlinked;

    // Taken inside the lock of a path watcher, never the other way round: who is told is called without it.
    private readonly Lock _lock = new();
    private readonly Dictionary<int, List<(InotifyWatch Watch, string Directory)>> _directories = [];
    private readonly byte[] _read = new byte[64 * 1024];
    private int _inotify = -1;

    // The reactor's thread alone uses it.
    private ulong? _watch;

    /// <summary>Tells a watch what happens in a directory. One that is watched already is not watched twice.</summary>
    /// <returns>0, or the negated error number.</returns>
    internal int Add(InotifyWatch watch, string directory)
    {
        lock (_lock)
        {
            // Events that were on their way when it ended make it look for new directories.
            if (watch.IsEnded) return 0;
            if (_inotify < 0 && Open() is < 0 and var refused) return refused;
            // The kernel knows directories, not paths: for one it knows the number is the same.
            var id = reactor.System.InotifyAdd(_inotify, directory, Wanted);
            if (id < 0) return id;
            if (!_directories.TryGetValue(id, out var told)) _directories.Add(id, told = []);
            if (!told.Contains((watch, directory))) told.Add((watch, directory));
            return 0;
        }
    }

    /// <summary>Tells a watch no more of its directories that are meant.</summary>
    internal void Remove(InotifyWatch watch, Predicate<string> isMeant)
    {
        lock (_lock)
        {
            foreach (var (id, told) in _directories.ToList())
            {
                if (told.RemoveAll(t => t.Watch == watch && isMeant(t.Directory)) == 0 || told.Count > 0) continue;
                _directories.Remove(id);
                _ = reactor.System.InotifyRemove(_inotify, id);
            }
        }
    }

    internal void Close()
    {
        lock (_lock)
        {
            if (_inotify >= 0) _ = reactor.System.Close(_inotify);
            _inotify = -1;
        }
    }

    private int Open()
    {
        var inotify = reactor.System.InotifyOpen();
        if (inotify < 0) return inotify;
        _inotify = inotify;
        reactor.Post(() => Begin(inotify));
        return 0;
    }

    private void Begin(int inotify)
    {
        _watch = reactor.Watch(inotify, Epoll.In | Epoll.OneShot, () => Read(inotify), out var refused);
        if (_watch is null) BlockingThreads.Spawns.Post(() => StopWatching(refused));
    }

    private void Read(int inotify)
    {
        var count = Math.Max(0, reactor.System.Read(inotify, _read));
        BlockingThreads.Spawns.Post(() =>
        {
            Dispatch(_read.AsSpan(0, count));
            reactor.Post(() => Rearm(inotify));
        });
    }

    private void Rearm(int inotify)
    {
        if (_watch is { } id) reactor.Rearm(id, inotify, Epoll.In | Epoll.OneShot);
    }

    private void Dispatch(ReadOnlySpan<byte> read)
    {
        while (InotifyEvent.TryRead(ref read, out var happened))
        {
            if (happened.IsOverflow) Fail(new InternalBufferOverflowException());
            foreach (var (watch, directory) in Listening(happened)) Invoke(() => watch.OnEvent(happened, directory));
        }
    }

    // Whatever one watch makes of it, the next must be told.
    private static void Invoke(Action told)
    {
        try
        {
            told();
        }
        catch (Exception bug)
        {
            Debug.WriteLine(bug);
        }
    }

    // A copy: whoever is told may add and remove.
    private List<(InotifyWatch Watch, string Directory)> Listening(InotifyEvent happened)
    {
        lock (_lock)
        {
            if (!_directories.TryGetValue(happened.Watch, out var told)) return [];
            if (happened.IsEnd) _directories.Remove(happened.Watch);
            return [.. told];
        }
    }

    // The next directory that is added tries anew.
    private void StopWatching(int refused)
    {
        Close();
        Fail(new IOException(ErrorText.Of(refused)));
    }

    private void Fail(Exception reason)
    {
        List<InotifyWatch> all;
        lock (_lock) all = [.. _directories.Values.SelectMany(told => told).Select(t => t.Watch).Distinct()];
        all.ForEach(watch => Invoke(() => watch.Fail(reason)));
    }
}
