using Spinner.Control.Contract;
using Spinner.Control.Declared;
using Spinner.Host.Reloading;

namespace Spinner.Host.Daemon;

/// <summary>What is to be known of this daemon.</summary>
sealed class DaemonFacts(Declarations declarations, DaemonDoor door, Reloader reloader, string socket, string logDirectory, TimeProvider clock) : IDaemonFacts
{
    private readonly DateTimeOffset _startedAt = clock.GetUtcNow();

    public DaemonView Describe() => new()
    {
        Version = ProgramVersion.Text,
        Pid = Environment.ProcessId,
        StartedAt = _startedAt,
        File = declarations.File.Source,
        Socket = socket,
        Addresses = declarations.File.Host.Listen is { } listen ? [listen] : [],
        DoorAddresses = door.Addresses,
        DoorDomain = door.Domain,
        LogDirectory = logDirectory,
        MemoryBytes = Environment.WorkingSet,
        LastReload = reloader.Last,
    };
}
