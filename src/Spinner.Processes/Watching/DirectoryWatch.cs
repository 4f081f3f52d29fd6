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

/// <summary>A watch on one directory, for all watched paths that need it. Used under the lock of its path watcher.</summary>
internal abstract class DirectoryWatch(string directory, WatchDepth depth) : IDisposable
{
    /// <summary>The directory.</summary>
    internal string Directory => directory;

    /// <summary>How much of it.</summary>
    internal WatchDepth Depth => depth;

    /// <summary>Who needs it.</summary>
    internal HashSet<WatchedPath> Users { get; } = [];

    /// <inheritdoc/>
    public abstract void Dispose();
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
