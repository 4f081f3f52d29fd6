using System.Collections.Concurrent;
using Spinner.Actors;
using Xunit.Abstractions;

namespace Spinner.Processes.Tests.Engine;

/// <summary>Facts about launches of one engine: every launch a fact made is killed at its end, and its process and group must then be gone.</summary>
public abstract class LauncherFixture(ITestOutputHelper output) : IAsyncLifetime
{
    /// <summary>A fact that hangs is a fact that fails.</summary>
    private protected const int TimeLimit = 90_000;

    private readonly ConcurrentQueue<Running> _started = new();

    private protected abstract IProcessLauncher Launcher { get; }

    private protected ITestOutputHelper Output { get; } = output;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var running in _started)
        {
            running.Launch.Dispose();
            await running.Observer.WhenExited;
            Assert.Empty(ProcFacts.LivingInGroup(running.Launch.Pid));
            Assert.False(ProcFacts.IsAlive(running.Launch.Pid));
            Assert.Empty(running.Launch.LivingPids);
            Assert.Equal("exited", running.Observer.Told[^1]);
            Assert.True(running.Observer.Told is ["exited"] or ["ready", "exited"], string.Join(", ", running.Observer.Told));
        }
    }

    private protected Running Launch(LaunchPlan plan, IProcessLauncher? launcher = null)
    {
        var observer = new RecordingObserver();
        var running = new Running((launcher ?? Launcher).Launch(plan, observer), observer, plan.Endpoint);
        _started.Enqueue(running);
        return running;
    }

    private protected Running Launch(params string[] verbs) => Launch(Dummy.Plan(Dummy.FreeTcp(), verbs));

    private protected async Task<Running> LaunchReadyAsync(LaunchPlan plan)
    {
        var running = Launch(plan);
        await running.Observer.WhenReady;
        return running;
    }

    private protected Task<Running> LaunchReadyAsync(params string[] verbs) => LaunchReadyAsync(Dummy.Plan(Dummy.FreeTcp(), verbs));
}

/// <summary>A launch of a fact.</summary>
internal sealed record Running(ILaunch Launch, RecordingObserver Observer, ChildEndpoint Endpoint)
{
    /// <summary>How it ended; waits for it.</summary>
    public Task<LaunchExit> EndAsync() => Observer.WhenExited;
}
