using Spinner.Actors.Cluster.Leases;
using Spinner.Processes;

namespace Spinner.Actors.Cluster.Launching;

/// <summary>The watchdog that is a process of its own.</summary>
sealed class ProcessWatchdog(LeaseWatchdog watchdog) : IWatchdog
{
    public bool IsAwake => watchdog.IsAwake;

    public string Mark => watchdog.Mark;

    public void Watch(TimeSpan? until, IReadOnlyCollection<LeasedGroup> groups) => watchdog.Watch(until, groups);

    public IDisposable Launching() => watchdog.Launching();

    public ValueTask DisposeAsync() => watchdog.DisposeAsync();
}
