namespace Spinner.Processes;

/// <summary>Makes the watches of a path watcher. Used under the lock of its path watcher.</summary>
internal interface IWatchSource
{
    /// <summary>How many watches it is fit for; a path beyond that is looked at every second.</summary>
    int Most { get; }

    /// <summary>Whether links on the way to a path are watched too; where not, a path behind one is looked at every second.</summary>
    bool WatchesLinks { get; }

    /// <summary>Begins to watch; what happens after the return is told.</summary>
    /// <exception cref="IOException">The system has no watch left, or the directory is gone.</exception>
    /// <exception cref="ArgumentException">The directory is gone.</exception>
    DirectoryWatch Watch(string directory, WatchDepth depth, IWatchObserver observer);
}
