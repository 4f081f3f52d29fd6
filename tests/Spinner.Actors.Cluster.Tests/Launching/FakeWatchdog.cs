using Spinner.Processes;

namespace Spinner.Actors.Cluster.Tests.Launching;

/// <summary>Remembers what it is told.</summary>
sealed class FakeWatchdog : IWatchdog
{
    private int _launching;

    public bool IsAwake { get; set; } = true;

    public string Mark => "the-mark";

    public bool IsDeaf { get; set; }

    public TimeSpan? Until { get; private set; }

    public IReadOnlyCollection<LeasedGroup> Groups { get; private set; } = [];

    public bool IsLaunching => _launching > 0;

    public void Watch(TimeSpan? until, IReadOnlyCollection<LeasedGroup> groups)
    {
        if (IsDeaf) throw new IOException("the disk is full");
        (Until, Groups) = (until, groups);
    }

    public IDisposable Launching()
    {
        _launching++;
        return new Ending(() => _launching--);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private sealed class Ending(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
