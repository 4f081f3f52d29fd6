using System.Runtime.ExceptionServices;

namespace Spinner.Control.Live;

/// <summary>
/// One who watches all children. However slowly it reads, nothing piles up: what has changed meanwhile is told once, as it is then. Safe for concurrent use.
/// </summary>
sealed class LiveWatcher(LiveHub hub) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly HashSet<string> _changed = new(StringComparer.Ordinal);
    private readonly HashSet<string> _used = new(StringComparer.Ordinal);
    private TaskCompletionSource _signal = NewSignal();
    private bool _isNew = true;
    private ExceptionDispatchInfo? _failure;

    /// <summary>Ends when there is something to take.</summary>
    public Task Changed
    {
        get
        {
            lock (_lock) return _signal.Task;
        }
    }

    /// <summary>What has changed since the last time; the first time all of it.</summary>
    /// <exception cref="Exception">Why nothing is looked at any more.</exception>
    public LiveChange Take()
    {
        lock (_lock)
            _failure?.Throw();
        return hub.Take(this);
    }

    /// <summary>For the hub: nothing more is to come.</summary>
    public void Fail(Exception failure)
    {
        lock (_lock)
        {
            _failure = ExceptionDispatchInfo.Capture(failure);
            _signal.TrySetResult();
        }
    }

    /// <summary>Everything is told anew.</summary>
    public void Reset()
    {
        lock (_lock)
        {
            _isNew = true;
            _signal.TrySetResult();
        }
    }

    /// <summary>For the hub: these have changed.</summary>
    public void Add(IReadOnlyCollection<string> children, IReadOnlyCollection<string> used)
    {
        if (children.Count + used.Count == 0) return;
        lock (_lock)
        {
            _changed.UnionWith(children);
            _used.UnionWith(used);
            _signal.TrySetResult();
        }
    }

    /// <summary>For the hub: the names, which are forgotten.</summary>
    public (bool All, IReadOnlyList<string> Children, IReadOnlyList<string> Used) TakeChanges()
    {
        lock (_lock)
        {
            (bool, IReadOnlyList<string>, IReadOnlyList<string>) taken = (_isNew, [.. _changed], [.. _used]);
            _isNew = false;
            _changed.Clear();
            _used.Clear();
            if (_signal.Task.IsCompleted) _signal = NewSignal();
            return taken;
        }
    }

    public void Dispose() => hub.Remove(this);

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
