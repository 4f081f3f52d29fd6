using System.Collections.Concurrent;

namespace Spinner.Processes.Tests.Engine;

/// <summary>Keeps what a launch tells, and remembers a broken promise of the contract.</summary>
internal sealed class RecordingObserver : ILaunchObserver
{
    private readonly TaskCompletionSource<LaunchReady> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<LaunchExit> _exited = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentQueue<string> _told = new();
    private int _inside;

    public Task<LaunchReady> WhenReady => _ready.Task;

    public Task<LaunchExit> WhenExited => _exited.Task;

    /// <summary>The callbacks in order; <c>overlapping</c> where one came while another ran.</summary>
    public IReadOnlyList<string> Told => [.. _told];

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
