using System.Collections.Concurrent;

namespace Spinner.Processes.Tests.Engine;

/// <summary>Keeps what a launch tells, and remembers a broken promise of the contract.</summary>
internal sealed class RecordingObserver : ILaunchObserver
{
    // Shorter than a fact's own limit: a fact that xunit times out is not disposed and would leave its processes behind.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly TaskCompletionSource<LaunchReady> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<LaunchExit> _exited = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentQueue<string> _told = new();
    private readonly ConcurrentQueue<LaunchWords> _said = new();
    private int _inside;

    public bool IsReady => _ready.Task.IsCompletedSuccessfully;

    public bool IsExited => _exited.Task.IsCompleted;

    /// <summary>Throws what the exit told when it came first.</summary>
    public Task<LaunchReady> WhenReady => _ready.Task.WaitAsync(Limit);

    public Task<LaunchExit> WhenExited => _exited.Task.WaitAsync(Limit);

    /// <summary>The callbacks in order; <c>overlapping</c> where one came while another ran.</summary>
    public IReadOnlyList<string> Told => [.. _told];

    /// <summary>What it said of itself, in order.</summary>
    public IReadOnlyList<LaunchWords> Words => [.. _said];

    public void Said(LaunchWords words)
    {
        if (IsExited || Interlocked.Increment(ref _inside) != 1) _told.Enqueue("words too late, or overlapping");
        _said.Enqueue(words);
        Interlocked.Decrement(ref _inside);
    }

    public void Ready(LaunchReady ready) => Tell("ready", () => _ready.TrySetResult(ready));

    public void Exited(LaunchExit exit) => Tell("exited", () =>
    {
        _exited.TrySetResult(exit);
        _ready.TrySetException(new InvalidOperationException($"Never ready: {exit.Status}, stranger: {exit.Stranger}, stderr: {string.Join(" | ", exit.ErrorTail)}"));
        _ = _ready.Task.Exception;
    });

    private void Tell(string what, Action act)
    {
        if (Interlocked.Increment(ref _inside) != 1) _told.Enqueue("overlapping");
        _told.Enqueue(what);
        act();
        Interlocked.Decrement(ref _inside);
    }
}
