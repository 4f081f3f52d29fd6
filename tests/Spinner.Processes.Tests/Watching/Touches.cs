using Microsoft.Extensions.Time.Testing;

namespace Spinner.Processes.Tests;

/// <summary>A path watcher whose touches can be awaited. The clock stands still unless a test advances it.</summary>
internal sealed class Touches : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Lock _lock = new();
    private readonly HashSet<string> _touched = [];
    private readonly Dictionary<string, TaskCompletionSource> _awaited = [];
    private int _fences;

    public Touches(IWatchSource source) => Watcher = new PathWatcher(Touched, Clock, line =>
    {
        lock (_lock) Notices.Add(line);
    }, source);

    public PathWatcher Watcher { get; }

    public FakeTimeProvider Clock { get; } = new();

    public List<string> Notices { get; } = [];

    /// <summary>Is called with each touch before it is recorded.</summary>
    public Action<string> OnTouch { get; set; } = static _ => { };

    public bool WasTouched(string path)
    {
        lock (_lock) return _touched.Contains(path);
    }

    public Task Of(string path)
    {
        lock (_lock)
        {
            if (_touched.Contains(path)) return Task.CompletedTask;
            if (!_awaited.TryGetValue(path, out var awaited))
                awaited = _awaited[path] = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return awaited.Task.WaitAsync(Patience);
        }
    }

    /// <summary>One poll of whatever is polled.</summary>
    public Task PollOnceAsync()
    {
        Clock.Advance(PathWatcher.PollInterval);
        return Eventually.HoldsAsync(() => !Watcher.IsInRound, "the round is over");
    }

    /// <summary>Waits until everything that happened in a directory was reported, and forgets it. Events of one watch come in order, so a later one proves the earlier.</summary>
    /// <param name="directory">The directory.</param>
    /// <param name="keep">Only waits.</param>
    public async Task Forget(string directory, bool keep = false)
    {
        var fence = Path.Combine(directory, $"fence-{Interlocked.Increment(ref _fences)}~");
        Watcher.Add(fence);
        await File.WriteAllTextAsync(fence, "");
        await Of(fence);
        Watcher.Remove(fence);
        lock (_lock)
        {
            if (!keep) _touched.Clear();
        }
    }

    public void Dispose() => Watcher.Dispose();

    private void Touched(string path)
    {
        OnTouch(path);
        lock (_lock)
        {
            _touched.Add(path);
            if (_awaited.Remove(path, out var awaited)) awaited.SetResult();
        }
    }
}
