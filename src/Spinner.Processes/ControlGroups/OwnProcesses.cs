namespace Spinner.Processes;

/// <summary>This process and all that it has brought into being. Stateless.</summary>
internal static class OwnProcesses
{
    /// <summary>Those of some processes that are ours, whoever is their parent by now.</summary>
    /// <exception cref="IOException">They cannot be read just now.</exception>
    internal static IEnumerable<int> Among(IReadOnlyCollection<int> pids) => pids.Intersect(
    [
        .. ProcessTree.Of(Environment.ProcessId), .. MarkedProcesses.Find(Supervisor.Shared.Mark), .. MarkedProcesses.Find(Supervisor.Shared.KeepingMark),
    ]);
}
