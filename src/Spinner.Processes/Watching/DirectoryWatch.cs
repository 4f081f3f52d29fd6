namespace Spinner.Processes;

/// <summary>How much of a directory is watched.</summary>
internal enum WatchDepth
{
    /// <summary>What comes into being in it, goes or changes its name.</summary>
    Names,

    /// <summary>Also writes to the files in it.</summary>
    Files,

    /// <summary>Also everything below it.</summary>
    Tree,
}

/// <summary>One FileSystemWatcher on one directory, for all watched paths that need it. Guarded by the lock of its owner.</summary>
internal sealed class DirectoryWatch : IDisposable
{
    private const NotifyFilters Names = NotifyFilters.FileName | NotifyFilters.DirectoryName;

    private readonly FileSystemWatcher _watcher;

    /// <summary>Begins to watch.</summary>
    /// <exception cref="IOException">The system has no watch left, or the directory is gone.</exception>
    /// <exception cref="ArgumentException">The directory is gone.</exception>
    internal DirectoryWatch(string directory, WatchDepth depth, IWatchObserver observer)
    {
        (Directory, Depth) = (directory, depth);
        _watcher = new FileSystemWatcher(directory)
        {
            IncludeSubdirectories = depth == WatchDepth.Tree,
            NotifyFilter = depth == WatchDepth.Names ? Names : Names | NotifyFilters.LastWrite | NotifyFilters.Size,
        };
        _watcher.Changed += (_, e) => observer.Written(this, e.FullPath);
        _watcher.Created += (_, e) => observer.Replaced(this, e.FullPath, e.FullPath);
        _watcher.Deleted += (_, e) => observer.Replaced(this, e.FullPath, e.FullPath);
        _watcher.Renamed += (_, e) => observer.Replaced(this, e.OldFullPath, e.FullPath);
        _watcher.Error += (_, e) => observer.Failed(this, e.GetException());
        try
        {
            _watcher.EnableRaisingEvents = true;
        }
        catch
        {
            _watcher.Dispose();
            throw;
        }
    }

    /// <summary>The directory.</summary>
    internal string Directory { get; }

    /// <summary>How much of it.</summary>
    internal WatchDepth Depth { get; }

    /// <summary>Who needs it.</summary>
    internal HashSet<WatchedPath> Users { get; } = [];

    /// <inheritdoc/>
    public void Dispose() => _watcher.Dispose();
}

/// <summary>Is told what a watch sees, on the watch's own thread, possibly after its end.</summary>
internal interface IWatchObserver
{
    /// <summary>A file was written.</summary>
    void Written(DirectoryWatch watch, string path);

    /// <summary>A name came or went; both are the same unless one was renamed into the other.</summary>
    void Replaced(DirectoryWatch watch, string before, string after);

    /// <summary>Events were lost, or the watch cannot go on.</summary>
    void Failed(DirectoryWatch watch, Exception reason);
}
