using System.Collections.Concurrent;
using System.Threading.Channels;
using Spinner.Processes;

namespace Spinner.Actors.Tests.Survival;

/// <summary>An engine, and a record of everything it spawned.</summary>
public sealed class WitnessLauncher(IProcessLauncher engine) : IProcessLauncher
{
    private readonly ConcurrentQueue<Spawn> _all = new();
    private readonly Channel<Spawn> _unseen = Channel.CreateUnbounded<Spawn>();

    /// <summary>Every launch, oldest first.</summary>
    public IReadOnlyList<Spawn> All => [.. _all];

    /// <summary>What lives of all the groups, by the word of the system.</summary>
    public IReadOnlyList<int> Living => [.. _all.SelectMany(spawn => spawn.Living).Distinct()];

    public ILaunch Launch(LaunchPlan plan, ILaunchObserver observer)
    {
        var launch = engine.Launch(plan, observer);
        var spawn = new Spawn(plan.Name, launch.Pid, plan.Endpoint);
        _all.Enqueue(spawn);
        _unseen.Writer.TryWrite(spawn);
        return launch;
    }

    PathWatcher IProcessLauncher.WatchFiles(Action<string> touched, TimeProvider clock, Action<string> notice) => engine.WatchFiles(touched, clock, notice);

    /// <summary>Waits for the next launch that was not awaited yet.</summary>
    public async Task<Spawn> NextAsync() => await _unseen.Reader.ReadAsync();
}

/// <summary>A process that was spawned.</summary>
public sealed record Spawn(string Name, int Pid, ChildEndpoint Endpoint)
{
    /// <summary>It and the members of its group that live.</summary>
    public IReadOnlyList<int> Living => ProcFacts.IsAlive(Pid) ? [Pid, .. ProcFacts.LivingInGroup(Pid)] : ProcFacts.LivingInGroup(Pid);
}
