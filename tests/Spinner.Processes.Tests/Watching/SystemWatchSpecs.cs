namespace Spinner.Processes.Tests;

/// <inheritdoc/>
public sealed class SystemEditorWritesSpec : EditorWritesContract
{
    private protected override IWatchSource Source { get; } = new SystemWatch.Source(PathWatcher.MostWatches);
}

/// <inheritdoc/>
public sealed class SystemPathWatcherSpec : PathWatcherContract
{
    private protected override IWatchSource Source { get; } = new SystemWatch.Source(PathWatcher.MostWatches);
}

/// <inheritdoc/>
public sealed class SystemReplacedPathsSpec : ReplacedPathsContract
{
    private protected override IWatchSource Source { get; } = new SystemWatch.Source(PathWatcher.MostWatches);
}
