using System.Collections.Concurrent;
using Spinner.Actors;

namespace Spinner.Processes.Tests.Engine;

/// <summary>What an observer that blocks is told of words that come faster than it takes them.</summary>
public class LaunchCallbacksSpec
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Words_that_an_observer_has_not_taken_become_one()
    {
        using var observer = new Slow();
        var callbacks = new LaunchCallbacks(observer, "web", new LaunchLog(null));
        callbacks.Said(new LaunchWords { IsBusy = true });
        Assert.True(observer.IsInside.Wait(Limit));
        for (var i = 0; i < 100_000; i++) callbacks.Said(new LaunchWords { IsBusy = i % 2 == 0, Extension = TimeSpan.FromSeconds(1 + (i % 5)) });
        callbacks.Said(new LaunchWords { IsStopping = true, Hung = "first" });
        callbacks.Said(new LaunchWords { Hung = "second" });
        callbacks.Exited(new LaunchExit(ExitStatus.Exited(0), []));
        callbacks.Said(new LaunchWords { IsBusy = true });
        observer.GoOn.Set();

        await observer.HasExited.WaitAsync(Limit);

        Assert.Equal(
            [new LaunchWords { IsBusy = true }, new LaunchWords { IsBusy = false, Extension = TimeSpan.FromSeconds(5), IsStopping = true, Hung = "first" }],
            observer.Words);
    }

    private sealed class Slow : ILaunchObserver, IDisposable
    {
        private readonly TaskCompletionSource _exited = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public ConcurrentQueue<LaunchWords> Words { get; } = new();

        public ManualResetEventSlim IsInside { get; } = new();

        public ManualResetEventSlim GoOn { get; } = new();

        public Task HasExited => _exited.Task;

        public void Ready(LaunchReady ready)
        {
        }

        public void Said(LaunchWords words)
        {
            Words.Enqueue(words);
            IsInside.Set();
            GoOn.Wait(Limit);
        }

        public void Exited(LaunchExit exit) => _exited.TrySetResult();

        public void Dispose()
        {
            IsInside.Dispose();
            GoOn.Dispose();
        }
    }
}
