namespace Spinner.Processes;

/// <summary>What all launches of the Linux engine share: the reactor and what waits on it. One per process; tests make their own.</summary>
internal sealed class LinuxEngine : IDisposable
{
    private static readonly Lock Making = new();
    private static LinuxEngine? _shared;

    /// <exception cref="IOException">The system refused a descriptor; the next attempt may succeed.</exception>
    internal LinuxEngine(ISyscalls system)
    {
        System = system;
        ChildSignal.Restore();
        Reactor = new Reactor(system);
        try
        {
            Outputs = new OutputEpoll(Reactor);
            Readiness = new ReadinessBoard(Reactor);
            Files = new FileEvents(Reactor);
        }
        catch
        {
            Outputs?.Close();
            Readiness?.Close();
            Reactor.Dispose();
            throw;
        }
    }

    internal ISyscalls System { get; }

    internal Reactor Reactor { get; }

    internal OutputEpoll Outputs { get; }

    internal ReadinessBoard Readiness { get; }

    internal FileEvents Files { get; }

    /// <summary>The one of this process, made with the first launch.</summary>
    /// <exception cref="IOException">The system refused a descriptor.</exception>
    internal static LinuxEngine Shared()
    {
        lock (Making)
        {
            if (_shared is null or { Reactor.IsBroken: true }) _shared = new LinuxEngine(new LibcSyscalls());
            return _shared;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Reactor.Post(() =>
        {
            Outputs.Close();
            Readiness.Close();
            Files.Close();
        });
        Reactor.Dispose();
    }
}
