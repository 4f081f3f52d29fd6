using System.Collections.Concurrent;
using System.Collections.Immutable;
using Spinner.Processes;

namespace Spinner.Actors.TestKit;

/// <summary>
/// A fake launcher that is told beforehand how children behave, in virtual time. Where several lines of the script speak of a launch, all of them
/// apply, the later one on top of the earlier. Lines may be added at any time, for the launches to come. Safe for concurrent use.
/// </summary>
/// <param name="clock">The spinner's clock.</param>
public sealed class ScriptedLauncher(TimeProvider clock) : FakeLauncher
{
    private sealed record Line(string? Child, int? Launch, Func<FakeBehavior, FakeBehavior> Change);

    private readonly ConcurrentDictionary<string, int> _launches = new(StringComparer.Ordinal);
    private readonly VirtualDelays _delays = new(clock);
    private ImmutableList<Line> _script = [];

    /// <summary>How every child behaves.</summary>
    public ScriptedLauncher Every(Func<FakeBehavior, FakeBehavior> behavior) => Add(new Line(null, null, behavior));

    /// <summary>How one child behaves at every launch.</summary>
    public ScriptedLauncher Child(string child, Func<FakeBehavior, FakeBehavior> behavior) => Add(new Line(child, null, behavior));

    /// <summary>How one child behaves at one of its launches.</summary>
    /// <param name="child">Its name.</param>
    /// <param name="launch">Which launch of that name by this launcher, counted from 1; one that could not be spawned counts too.</param>
    /// <param name="behavior">What differs.</param>
    public ScriptedLauncher Launch(string child, int launch, Func<FakeBehavior, FakeBehavior> behavior)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(launch, 1);
        return Add(new Line(child, launch, behavior));
    }

    /// <inheritdoc/>
    public override ILaunch Launch(LaunchPlan plan, ILaunchObserver observer)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var number = _launches.AddOrUpdate(plan.Name, 1, static (_, before) => before + 1);
        var behavior = _script
            .Where(line => (line.Child ?? plan.Name) == plan.Name && (line.Launch ?? number) == number)
            .Aggregate(new FakeBehavior(), static (so, line) => line.Change(so));
        if (behavior.Unspawnable is { } why) throw why;
        var launch = (FakeLaunch)base.Launch(plan, observer);
        behavior.Run(launch, _delays);
        return launch;
    }

    private ScriptedLauncher Add(Line line)
    {
        ArgumentNullException.ThrowIfNull(line.Change);
        ImmutableInterlocked.Update(ref _script, static (script, more) => script.Add(more), line);
        return this;
    }
}
