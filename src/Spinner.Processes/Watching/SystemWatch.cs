namespace Spinner.Processes;

/// <summary>A watch by <see cref="FileSystemWatcher"/>. On Linux each costs one of the 128 inotify instances of the user and a thread.</summary>
internal sealed class SystemWatch : DirectoryWatch
{
    private const NotifyFilters Names = NotifyFilters.FileName | NotifyFilters.DirectoryName;

    private readonly FileSystemWatcher _watcher;

    /// <inheritdoc cref="IWatchSource.Watch"/>
    internal SystemWatch(string directory, WatchDepth depth, IWatchObserver observer) : base(directory, depth)
    {
        _watcher = new FileSystemWatcher(directory)
        {
            IncludeSubdirectories = depth == WatchDepth.Tree,
            NotifyFilter = depth == WatchDepth.Names ? Names : Names | NotifyFilters.LastWrite | NotifyFilters.Size | NotifyFilters.Attributes,
        };
        _watcher.Changed += (_, e) => observer.Written(this, e.FullPath);
        _watcher.Created += (_, e) => observer.Replaced(this, e.FullPath, e.FullPath);
        _watcher.Deleted += (_, e) => observer.Replaced(this, e.FullPath, e.FullPath);
        _watcher.Renamed += (_, e) => observer.Replaced(this, e.OldFullPath, e.FullPath);
        _watcher.Error += (_, e) => observer.Failed(this, e.GetException());
        try
        {
            // The watcher keeps silent about a directory that is away in this moment, and watches nothing then.
            var before = FileStat.TryRead(directory);
            _watcher.EnableRaisingEvents = true;
            if (before is null || FileStat.TryRead(directory) is not { } after || !after.IsSameFile(before.Value)) throw new DirectoryNotFoundException(directory);
        }
        catch
        {
            _watcher.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public override void Dispose() => _watcher.Dispose();

    /// <summary>Makes such watches.</summary>
    internal sealed class Source(int most) : IWatchSource
    {
        public int Most => most;

        public bool WatchesLinks => false;

        public DirectoryWatch Watch(string directory, WatchDepth depth, IWatchObserver observer) => new SystemWatch(directory, depth, observer);
    }
}
