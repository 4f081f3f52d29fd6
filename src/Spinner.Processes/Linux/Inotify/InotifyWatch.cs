namespace Spinner.Processes;

/// <summary>A watch by inotify(7), which tells of one directory only: for a tree every directory in it is added, and those that come.</summary>
internal sealed class InotifyWatch : DirectoryWatch
{
    private static readonly EnumerationOptions NoLinks = new() { AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = true };

    private readonly FileEvents _events;
    private readonly IWatchObserver _observer;

    /// <inheritdoc cref="IWatchSource.Watch"/>
    internal InotifyWatch(FileEvents events, string directory, WatchDepth depth, IWatchObserver observer) : base(directory, depth)
    {
        (_events, _observer) = (events, observer);
        var refused = Add(directory);
        if (refused == 0) return;
        Dispose();
        throw new IOException(ErrorText.Of(refused), -refused);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        IsEnded = true;
        _events.Remove(this, static _ => true);
    }

    /// <summary>
    /// Nothing more is to be watched for it. Set before its directories are removed under the lock of the events: an addition after that sees it there.
    /// </summary>
    internal bool IsEnded { get; private set; }

    /// <summary>Something happened in one of its directories.</summary>
    internal void OnEvent(InotifyEvent happened, string directory)
    {
        if (happened.Name.Length == 0) return;
        var path = Path.Combine(directory, happened.Name);
        if (happened.IsArrival || happened.IsDeparture)
        {
            if (happened.IsDirectory && Depth == WatchDepth.Tree) Follow(happened, path);
            _observer.Replaced(this, path, path);
        }
        else if (!happened.IsDirectory && Depth != WatchDepth.Names)
        {
            _observer.Written(this, path);
        }
    }

    /// <summary>Events were lost, or no more will come.</summary>
    internal void Fail(Exception reason) => _observer.Failed(this, reason);

    private void Follow(InotifyEvent happened, string path)
    {
        // Those below go on telling under their old names after a rename.
        if (happened.IsDeparture) _events.Remove(this, directory => WatchedPath.Same(directory, path) || WatchedPath.IsBelow(directory, path));
        else if (!Ignored.IsDirectory(happened.Name) && Add(path) is < 0 and var refused && !IsOutOfReach(refused))
            Fail(new IOException(ErrorText.Of(refused), -refused));
    }

    // The directory before what is in it: what comes in between is told or listed, perhaps both.
    private int Add(string root)
    {
        var left = new Stack<string>([root]);
        while (left.TryPop(out var directory))
        {
            var refused = _events.Add(this, directory);
            if (refused < 0 && (directory == root || !IsOutOfReach(refused))) return refused;
            if (refused < 0 || Depth != WatchDepth.Tree) continue;
            foreach (var below in DirectoriesIn(directory)) left.Push(below);
        }

        return 0;
    }

    // Gone again, or closed to us: no part of what can be monitored.
    private static bool IsOutOfReach(int refused) => refused is -Errno.NoEntry or -Errno.NotDirectory or -Errno.Denied;

    private static List<string> DirectoriesIn(string directory)
    {
        try
        {
            return [.. System.IO.Directory.EnumerateDirectories(directory, "*", NoLinks).Where(path => !Ignored.IsDirectory(Path.GetFileName(path)))];
        }
        catch (IOException)
        {
            // It vanished while we looked; its parent tells.
            return [];
        }
    }

    /// <summary>Makes such watches on the instance they share.</summary>
    internal sealed class Source(Func<FileEvents> events) : IWatchSource
    {
        public int Most => int.MaxValue;

        public bool WatchesLinks => true;

        public DirectoryWatch Watch(string directory, WatchDepth depth, IWatchObserver observer) =>
            new InotifyWatch(events(), directory, depth, observer);
    }
}
