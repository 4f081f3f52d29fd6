namespace Spinner.Processes;

/// <summary>Decides for every path how it is watched, and what an event means for it. Used under the lock of its path watcher.</summary>
/// <remarks>A file needs its directory watched, a directory itself with everything below; and each of these its parent, because a directory that is
/// removed or renamed says nothing itself: .NET's watcher just falls silent on Linux. Where links are watched, a path behind one needs the
/// directory of every link on the way too.</remarks>
internal sealed class WatchPlan(IWatchSource source, IWatchObserver observer) : IDisposable
{
    private readonly DirectoryWatches _watches = new(source, observer);
    private const int MostTries = 10;

    private bool _noticed;
    private string? _notice;

    internal int Watches => _watches.Count;

    /// <summary>What the user should be told, once; else null.</summary>
    internal string? ConsumeNotice() => Interlocked.Exchange(ref _notice, null);

    /// <summary>Watches a path anew, as what it is now.</summary>
    internal void Arm(WatchedPath path)
    {
        // A directory that was away for the moment between two renames is back by now.
        for (var attempt = 1; !TryArm(path, isLast: attempt == MostTries); attempt++)
        {
        }
    }

    private bool TryArm(WatchedPath path, bool isLast)
    {
        Disarm(path);
        path.Resolve();
        path.IsDirectory = Directory.Exists(path.Real);
        if (path.Links.Count > 0 && !source.WatchesLinks)
        {
            Poll(path, "it is reached through a symbolic link");
            return true;
        }

        try
        {
            foreach (var link in path.Links) _watches.Join(Path.GetDirectoryName(link)!, WatchDepth.Names, path);
            // The parent first: should the directory be replaced between the two, its event comes and everything is armed again.
            if (Path.GetDirectoryName(path.Home) is { } parent) _watches.Join(parent, WatchDepth.Names, path);
            _watches.Join(path.Home, path.IsDirectory ? WatchDepth.Tree : WatchDepth.Files, path);
            return true;
        }
        catch (Exception refused) when (refused is IOException or ArgumentException or UnauthorizedAccessException)
        {
            if (!IsGone(refused))
            {
                _watches.Release(path);
                Poll(path, refused.Message);
                return true;
            }

            if (!isLast && Directory.Exists(path.Home)) return false;

            // The parent's watch, if there is one, stays: it tells at once when the directory is back. The poll is for the case that the parent goes too.
            Poll(path, null);
            return true;
        }
    }

    // By what the system said, not by a second look: what was away then may be there now.
    private static bool IsGone(Exception refused) =>
        refused is ArgumentException or FileNotFoundException or DirectoryNotFoundException or { HResult: Errno.NoEntry or Errno.NotDirectory };

    /// <summary>Watches and looks no more.</summary>
    internal void Disarm(WatchedPath path)
    {
        _watches.Release(path);
        path.Mode = WatchMode.Watched;
    }

    /// <summary>Watches a path again if the directory it waits for is back.</summary>
    internal void Recover(WatchedPath path, HashSet<WatchedPath> touched)
    {
        if (!path.IsAwaited) return;
        path.Resolve();
        if (!Directory.Exists(path.Home)) return;
        touched.Add(path);

        // Its parent may have been away as well: what watches that name, for whomever, is not to be trusted.
        Rearm(Path.GetDirectoryName(path.Home) ?? path.Home, touched);
        if (path.IsAwaited) Arm(path);
    }

    /// <summary>A file was written.</summary>
    internal void Written(DirectoryWatch watch, string changed, HashSet<WatchedPath> touched)
    {
        if (_watches.Has(watch)) touched.UnionWith(watch.Users.Where(u => !WatchedPath.Same(changed, u.Home) && u.Covers(changed)));
    }

    /// <summary>A name came or went.</summary>
    internal void Replaced(DirectoryWatch watch, string before, string after, HashSet<WatchedPath> touched)
    {
        if (!_watches.Has(watch)) return;
        var concerned = watch.Users.Where(u => u.Covers(before) || u.Covers(after)).ToList();
        touched.UnionWith(concerned);
        foreach (var name in before == after ? [after] : new[] { before, after })
        {
            Rearm(name, touched);
            concerned.Where(u => u.IsLink(name) || NeedsAnew(u, name)).ToList().ForEach(Arm);
        }
    }

    /// <summary>Events were lost, or the watch cannot go on.</summary>
    internal void Failed(DirectoryWatch watch, Exception reason, HashSet<WatchedPath> touched)
    {
        if (!_watches.Has(watch)) return;
        if (reason is InternalBufferOverflowException || IsGone(reason) || !Directory.Exists(watch.Directory))
        {
            Rearm(watch.Directory, touched);
            return;
        }

        // Nothing a new watch would do better, such as no watch left for a directory below: arming again would only fail again, without end.
        foreach (var user in _watches.EndBelow(watch.Directory))
        {
            Disarm(user);
            Poll(user, reason.Message);
            touched.Add(user);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _watches.Dispose();

    // What it waited for is back, or it is a directory now.
    private static bool NeedsAnew(WatchedPath user, string name) =>
        Directory.Exists(name) && ((user.IsAwaited && WatchedPath.Same(name, user.Home)) || (!user.IsDirectory && WatchedPath.Same(name, user.Real)));

    // A watch is bound to the directory that had its name when it began, and so are those below it; whoever has the names now needs new ones.
    private void Rearm(string directory, HashSet<WatchedPath> touched)
    {
        foreach (var user in _watches.EndBelow(directory))
        {
            Arm(user);
            touched.Add(user);
        }
    }

    // Without a reason: only until the directory it needs is back.
    private void Poll(WatchedPath path, string? why)
    {
        path.Mode = why is null ? WatchMode.Awaited : WatchMode.Polled;
        path.Seen = PathSignature.Of(path.Full);
        if (_noticed || why is null) return;
        _noticed = true;
        _notice = $"{path.Given} is looked at every second instead of being watched: {why}. The same may hold for further paths.";
    }
}
