namespace Spinner.Processes.Tests;

/// <summary>A directory of one's own and a watcher on it. One kind of watch, one class that derives from what derives from this.</summary>
public abstract class WatchingSpecs : IDisposable
{
    private readonly Lazy<Touches> _touches;

    protected WatchingSpecs() => _touches = new Lazy<Touches>(() => new Touches(Source));

    private protected abstract IWatchSource Source { get; }

    private protected TempDirectory Home { get; } = new();

    private protected Touches Touched => _touches.Value;

    public virtual void Dispose()
    {
        Touched.Dispose();
        Home.Dispose();
        GC.SuppressFinalize(this);
    }
}
