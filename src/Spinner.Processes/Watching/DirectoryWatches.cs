namespace Spinner.Processes;

/// <summary>The watches of a path watcher: shared, and bounded in number. Used under the lock of its path watcher.</summary>
/// <remarks>A watch is never deepened: its events that are still on their way would be lost with it. A directory first watched for its names
/// and later for more has two watches for a while.</remarks>
internal sealed class DirectoryWatches(IWatchSource source, IWatchObserver observer) : IDisposable
{
    private readonly List<DirectoryWatch> _watches = [];

    /// <summary>How many there are.</summary>
    internal int Count => _watches.Count;

    /// <summary>Whether a watch is still in use, and not one whose last events come late.</summary>
    internal bool Has(DirectoryWatch watch) => _watches.Contains(watch);

    /// <summary>Lets <paramref name="user"/> take part in a watch of a directory, at least that deep.</summary>
    /// <exception cref="IOException">No watch is left, or the directory is gone.</exception>
    /// <exception cref="ArgumentException">The directory is gone.</exception>
    internal void Join(string directory, WatchDepth depth, WatchedPath user)
    {
        var watch = _watches.Find(w => w.Depth >= depth && WatchedPath.Same(w.Directory, directory));
        if (watch is null)
        {
            if (_watches.Count >= source.Most) throw new IOException($"there are {source.Most} watches already");
            watch = source.Watch(directory, depth, observer);
            _watches.Add(watch);
        }

        watch.Users.Add(user);
    }

    /// <summary>Takes a user out of every watch; a watch without users ends.</summary>
    internal void Release(WatchedPath user)
    {
        foreach (var watch in _watches.Where(w => w.Users.Remove(user) && w.Users.Count == 0).ToList()) End(watch);
    }

    /// <summary>Ends the watches of a directory and of all below it, whatever their users.</summary>
    /// <returns>Who used them.</returns>
    internal HashSet<WatchedPath> EndBelow(string directory)
    {
        var ended = _watches.Where(w => WatchedPath.Same(w.Directory, directory) || WatchedPath.IsBelow(w.Directory, directory)).ToList();
        ended.ForEach(End);
        return [.. ended.SelectMany(w => w.Users)];
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _watches.ForEach(w => w.Dispose());
        _watches.Clear();
    }

    private void End(DirectoryWatch watch)
    {
        _watches.Remove(watch);
        watch.Dispose();
    }
}
