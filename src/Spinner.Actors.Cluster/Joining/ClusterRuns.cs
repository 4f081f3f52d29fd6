using Akka.Event;
using Spinner.Actors.Cluster.Leases;

namespace Spinner.Actors.Cluster.Joining;

/// <summary>
/// The runs of this node, one after another: when the others give it up, or it gives itself up, it joins anew with nothing of what it had. Safe for
/// concurrent use.
/// </summary>
/// <param name="start">Starts another one.</param>
/// <param name="patience">
/// How long one may be without a quorum: it may have found itself alone, where the others do not look for it, or have lost its watchdog for good.
/// </param>
/// <param name="log">Of the system it belongs to.</param>
sealed class ClusterRuns(Func<ClusterRun> start, TimeSpan patience, ILoggingAdapter log)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _leaving = new();
    private TaskCompletionSource<ClusterRun> _next = NewPromise();
    private ClusterRun? _current;
    private Task _all = Task.CompletedTask;

    /// <summary>The run there is; null between two.</summary>
    public ClusterRun? Current => Volatile.Read(ref _current);

    /// <summary>By which lease a name may be launched on this node now; null: by none.</summary>
    public NodeLease? LeaseOf(string name) => Current?.LeaseOf(name);

    /// <summary>Begins with this one. Once.</summary>
    public void Begin(ClusterRun first)
    {
        Publish(first);
        _all = RunAsync(first);
    }

    /// <summary>The run there is, or the next.</summary>
    /// <exception cref="ObjectDisposedException">The node has left.</exception>
    public Task<ClusterRun> GetAsync(CancellationToken stop)
    {
        lock (_lock) return _next.Task.WaitAsync(stop);
    }

    /// <summary>Leaves for good, as gently as it can be had.</summary>
    public async Task LeaveAsync()
    {
        await _leaving.CancelAsync().ConfigureAwait(false);
        try
        {
            if (Current is { } run) await run.DisposeAsync().ConfigureAwait(false);
        }
        finally
        {
            await _all.ConfigureAwait(false);
        }
    }

    private static TaskCompletionSource<ClusterRun> NewPromise() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task RunAsync(ClusterRun? run)
    {
        while (run is not null)
        {
            await Task.WhenAny(run.Ended, IsAloneAsync(run)).Unwrap().ConfigureAwait(false);
            Publish(null);
            try
            {
                await run.DisposeAsync().ConfigureAwait(false);
            }
            catch (Exception left)
            {
                log.Error(left, "What this node was in the cluster did not end as it should");
            }

            if (!_leaving.IsCancellationRequested) log.Warning("This node has lost the cluster or found none, and has nothing that is clustered; it joins again");
            run = await NextAsync().ConfigureAwait(false);
        }

        lock (_lock)
        {
            if (_next.Task.IsCompleted) _next = NewPromise();
            _next.SetException(new ObjectDisposedException(null, "This node has left the cluster."));
            // Nobody need ask any more.
            _ = _next.Task.Exception;
        }
    }

    /// <summary>Completes when it has had no quorum for too long, or has ended.</summary>
    private async Task IsAloneAsync(ClusterRun run)
    {
        using var timer = new PeriodicTimer(LookEvery, TimeProvider.System);
        for (var last = TimeProvider.System.GetTimestamp(); !run.Ended.IsCompleted; await timer.WaitForNextTickAsync().ConfigureAwait(false))
        {
            if (run.HasQuorum) last = TimeProvider.System.GetTimestamp();
            else if (TimeProvider.System.GetElapsedTime(last) > patience) return;
        }
    }

    /// <returns>Null: it has left.</returns>
    private async Task<ClusterRun?> NextAsync()
    {
        for (var pause = FirstPause;; pause = pause < LongestPause / 2 ? pause * 2 : LongestPause)
        {
            try
            {
                await Task.Delay(pause, TimeProvider.System, _leaving.Token).ConfigureAwait(false);
                var run = start();
                Publish(run);
                if (!_leaving.IsCancellationRequested) return run;
                await run.DisposeAsync().ConfigureAwait(false);
                return null;
            }
            catch (OperationCanceledException) when (_leaving.IsCancellationRequested)
            {
                return null;
            }
            catch (Exception refused)
            {
                log.Error(refused, "This node cannot join the cluster again yet; it tries again");
            }
        }
    }

    private void Publish(ClusterRun? run)
    {
        lock (_lock)
        {
            Volatile.Write(ref _current, run);
            if (run is not null) _next.SetResult(run);
            else if (_next.Task.IsCompleted) _next = NewPromise();
        }
    }
}
