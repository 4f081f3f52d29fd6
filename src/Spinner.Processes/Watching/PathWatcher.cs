using System.Diagnostics;

namespace Spinner.Processes;

/// <summary>Tells when files or directories may have changed. Safe for concurrent use.</summary>
/// <remarks>
/// It watches directories, never files, since editors replace files. Made by itself it uses <see cref="FileSystemWatcher"/> and asks for at most
/// 32, since on Linux each costs one of the 128 inotify instances of the user and a thread; what goes beyond that and what is reached through a
/// symbolic link is looked at every second. Made by the Linux engine it watches any number, and links on the way too. What the system refuses is looked at every second.
/// A link <em>inside</em> a watched directory is not followed: add its target to have that watched too. When a directory further up than the parent of
/// the watched one is renamed, the watch stays with the renamed one; only a removal is noticed.
/// </remarks>
sealed class PathWatcher : IDisposable
{
    internal const int MostWatches = 32;
    internal static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(1);

    // Holds together all that this folder says is used under it. Whoever watches may take a lock of its own inside, and calls back holding none.
    private readonly Lock _lock = new();
    private readonly Dictionary<string, WatchedPath> _paths = new(StringComparer.Ordinal);
    private readonly Action<string> _touched;
    private readonly Action<string> _notice;
    private readonly WatchPlan _plan;
    private readonly PollRound _poll;

    /// <summary>Creates a watcher that watches nothing yet.</summary>
    /// <param name="touched">Told a path that may have changed, as it was added; on any thread, several times per save, a last time perhaps just after
    /// the path was removed. It must not block for long: events of that directory wait for it, and too many waiting ones are lost (and reported as one more touch).</param>
    /// <param name="clock">Drives the looks at what cannot be watched.</param>
    /// <param name="notice">Told once, in one line, when a path has to be looked at instead of watched, and why.</param>
    public PathWatcher(Action<string> touched, TimeProvider clock, Action<string> notice)
        : this(touched, clock, notice, new SystemWatch.Source(MostWatches)) { }

    internal PathWatcher(Action<string> touched, TimeProvider clock, Action<string> notice, IWatchSource source)
    {
        ArgumentNullException.ThrowIfNull(touched);
        ArgumentNullException.ThrowIfNull(clock);
        ArgumentNullException.ThrowIfNull(notice);
        _touched = touched;
        _notice = notice;
        _plan = new WatchPlan(source, new Events(this));
        _poll = new PollRound(clock, PollInterval, Poll);
    }

    /// <summary>How many operating system watches are in use.</summary>
    internal int Watches
    {
        get
        {
            lock (_lock) return _plan.Watches;
        }
    }

    /// <summary>Whether anything is looked at every second.</summary>
    internal bool IsPolling
    {
        get
        {
            lock (_lock) return _poll.IsRunning;
        }
    }

    /// <summary>Whether a round of those looks has begun and is not over.</summary>
    internal bool IsInRound => _poll.IsInRound;

    /// <summary>Watches a file or directory (with everything below it); it may be absent. Each Add needs its own <see cref="Remove"/>.</summary>
    /// <remarks>Changes after the return are reported: take a baseline after it, not before.</remarks>
    /// <exception cref="ObjectDisposedException">After <see cref="Dispose"/>.</exception>
    public void Add(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        Change(_ =>
        {
            ObjectDisposedException.ThrowIf(_poll.IsDisposed, this);
            if (_paths.TryGetValue(path, out var known))
            {
                known.Count++;
                return;
            }

            var added = _paths[path] = new WatchedPath(path);
            _plan.Arm(added);
        });
    }

    /// <summary>Takes back one <see cref="Add"/>; does nothing when there was none.</summary>
    public void Remove(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        Change(_ =>
        {
            if (!_paths.TryGetValue(path, out var known) || --known.Count > 0) return;
            _paths.Remove(path);
            _plan.Disarm(known);
        });
    }

    /// <summary>Ends every watch and look.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _paths.Clear();
            _plan.Dispose();
            _poll.Dispose();
        }
    }

    // The callbacks are never called under the lock: they may well call back.
    private void Change(Action<HashSet<WatchedPath>> change)
    {
        var touched = new HashSet<WatchedPath>();
        string? notice;
        lock (_lock)
        {
            change(touched);
            notice = _plan.ConsumeNotice();
            _poll.RunWhile(_paths.Values.Any(p => p.IsPolled));
        }

        if (notice is not null) Invoke(_notice, notice);
        foreach (var path in touched) Invoke(_touched, path.Given);
    }

    // On threads of the system's watch and of others, where what escapes would end the process.
    private static void Invoke(Action<string> callback, string text)
    {
        try
        {
            callback(text);
        }
        catch (Exception bug)
        {
            Debug.WriteLine(bug);
        }
    }

    // The looks happen outside the lock: a slow disk must not hold up events and callers.
    private void Poll()
    {
        List<WatchedPath> polled;
        lock (_lock) polled = [.. _paths.Values.Where(p => p.IsPolled)];
        var looks = polled.ConvertAll(p => (Path: p, Seen: PathSignature.Of(p.Full)));
        Change(touched =>
        {
            foreach (var (path, seen) in looks.Where(l => l.Path.IsPolled && _paths.GetValueOrDefault(l.Path.Given) == l.Path))
            {
                if (seen != path.Seen) touched.Add(path);
                path.Seen = seen;
                _plan.Recover(path, touched);
            }
        });
    }

    private sealed class Events(PathWatcher owner) : IWatchObserver
    {
        public void Written(DirectoryWatch watch, string path) => Guard(touched => owner._plan.Written(watch, path, touched));

        public void Replaced(DirectoryWatch watch, string before, string after) => Guard(touched => owner._plan.Replaced(watch, before, after, touched));

        public void Failed(DirectoryWatch watch, Exception reason) => Guard(touched => owner._plan.Failed(watch, reason, touched));

        // On the watch's thread, where what escapes would end the process.
        private void Guard(Action<HashSet<WatchedPath>> change)
        {
            try
            {
                owner.Change(change);
            }
            catch (Exception bug)
            {
                Debug.WriteLine(bug);
            }
        }
    }
}
