using System.Collections.Concurrent;
using Spinner.Processes;

namespace Spinner.Actors.TestKit;

/// <summary>
/// Launches no process: every launch is a <see cref="FakeLaunch"/> that does what the script or the test tells it. Safe for concurrent use.
/// </summary>
/// <param name="script">Called for every launch before it returns, the place to say how it behaves; null: the test tells each launch itself.</param>
/// <seealso cref="Scripted"/>
public class FakeLauncher(Action<FakeLaunch>? script = null) : IProcessLauncher
{
    private readonly ConcurrentQueue<FakeLaunch> _launches = new();
    private readonly ConcurrentQueue<SpawnException> _failures = new();
    private int _pids = 1000;

    /// <summary>A launcher whose children are ready at once and exit with 0 when asked to stop.</summary>
    public static FakeLauncher Obedient() => new(static launch =>
    {
        launch.OnTerminate = static l => l.Exit(0);
        launch.OnKill = static l => l.ExitBySignal(9);
        launch.BecomeReady();
    });

    /// <summary>
    /// A launcher whose children behave as a script says:
    /// <c>FakeLauncher.Scripted(clock).Child("web", c =&gt; c.ListensAfter(TimeSpan.FromSeconds(2)))</c>.
    /// </summary>
    /// <param name="clock">The spinner's clock; delays pass when it is advanced.</param>
    public static ScriptedLauncher Scripted(TimeProvider clock) => new(clock);

    /// <summary>All launches so far, oldest first.</summary>
    public IReadOnlyList<FakeLaunch> Launches => [.. _launches];

    /// <summary>The launches of one child so far, oldest first.</summary>
    public IReadOnlyList<FakeLaunch> LaunchesOf(string child) => [.. _launches.Where(l => l.Plan.Name == child)];

    /// <summary>The latest launch.</summary>
    /// <exception cref="InvalidOperationException">Nothing was launched.</exception>
    public FakeLaunch Last => _launches.LastOrDefault() ?? throw new InvalidOperationException("Nothing was launched yet.");

    /// <summary>How many launches are alive.</summary>
    public int Living => _launches.Count(l => l.IsAlive);

    /// <summary>The next launch fails to spawn; several calls queue up.</summary>
    public void FailNext(SpawnFailure failure, string message) => _failures.Enqueue(new SpawnException(failure, message));

    /// <summary>Says what a look at a plan finds, see <see cref="IProcessLauncher.Check"/>. Default: nothing is known against any.</summary>
    public Func<LaunchPlan, SpawnException?> OnCheck { get; set; } = static _ => null;

    /// <inheritdoc/>
    public SpawnException? Check(LaunchPlan plan) => OnCheck(plan);

    /// <inheritdoc/>
    public bool MayBlock => false;

    /// <inheritdoc/>
    /// <exception cref="SpawnException">The test asked for it.</exception>
    public virtual ILaunch Launch(LaunchPlan plan, ILaunchObserver observer)
    {
        if (_failures.TryDequeue(out var failure)) throw failure;
        var launch = new FakeLaunch(plan, observer, Interlocked.Increment(ref _pids));
        _launches.Enqueue(launch);
        script?.Invoke(launch);
        return launch;
    }
}
