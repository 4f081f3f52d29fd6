using System.Collections.Concurrent;
using Spinner.Actors.TestKit;

namespace Spinner.Actors.Cluster.Tests.Seats;

/// <summary>Counts what lives of each name on all nodes together. Safe for concurrent use.</summary>
sealed class Census
{
    private readonly ConcurrentDictionary<string, (int Living, int Most, int Launches)> _names = new(StringComparer.Ordinal);

    /// <summary>A child that does not end when it is asked to.</summary>
    public const string Stubborn = "stubborn";

    /// <summary>Children that are ready at once, and end when they are asked to, or killed.</summary>
    public FakeLauncher Launcher() => new(launch =>
    {
        Change(launch, 1);
        if (launch.Plan.Name != Stubborn) launch.OnTerminate = ending => End(ending, () => ending.Exit(0));
        launch.OnKill = dying => End(dying, () => dying.ExitBySignal(9));
        launch.BecomeReady();
    });

    public int LaunchesOf(string name) => _names.GetValueOrDefault(name).Launches;

    public int LivingOf(string name) => _names.GetValueOrDefault(name).Living;

    /// <summary>The most that ever lived at once of any name.</summary>
    public int Most => _names.Values.Max(name => name.Most);

    private void End(FakeLaunch launch, Action end)
    {
        if (!launch.IsAlive) return;
        Change(launch, -1);
        end();
    }

    private void Change(FakeLaunch launch, int by) => _names.AddOrUpdate(
        launch.Plan.Name,
        _ => (by, by, 1),
        (_, was) => (was.Living + by, Math.Max(was.Most, was.Living + by), was.Launches + Math.Max(by, 0)));
}
