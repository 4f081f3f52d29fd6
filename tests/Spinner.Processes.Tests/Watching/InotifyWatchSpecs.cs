namespace Spinner.Processes.Tests;

/// <inheritdoc/>
public sealed class InotifyEditorWritesSpec : EditorWritesContract
{
    private protected override IWatchSource Source { get; } = new InotifyWatch.Source(() => LinuxEngine.Shared().Files);
}

/// <inheritdoc/>
public sealed class InotifyPathWatcherSpec : PathWatcherContract
{
    private protected override IWatchSource Source { get; } = new InotifyWatch.Source(() => LinuxEngine.Shared().Files);
}

/// <inheritdoc/>
public sealed class InotifyReplacedPathsSpec : ReplacedPathsContract
{
    private protected override IWatchSource Source { get; } = new InotifyWatch.Source(() => LinuxEngine.Shared().Files);
}
