namespace Spinner.Processes;

/// <summary>How changes of a path are noticed.</summary>
internal enum WatchMode
{
    /// <summary>By watches alone, or not at all any more.</summary>
    Watched,

    /// <summary>By a look every second: it cannot be watched.</summary>
    Polled,

    /// <summary>By a look every second until the directory it needs is back, and then by watches again.</summary>
    Awaited,
}
