using System.Collections.Concurrent;

namespace Spinner.FrontDoor;

/// <summary>The apps by the names of their children. They live on when the routes change.</summary>
sealed class AppDirectory(TimeProvider? clock = null)
{
    private readonly ConcurrentDictionary<string, App> _apps = new(StringComparer.Ordinal);

    public App Of(string child) => _apps.GetOrAdd(child, name => new App(name, clock));

    public App? Find(string child) => _apps.GetValueOrDefault(child);

    public IEnumerable<App> All => _apps.Values;
}
