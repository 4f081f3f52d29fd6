namespace Spinner.Processes;

/// <summary>Refuses a spawn while this process is short of descriptors. Stateless.</summary>
internal static class DescriptorReserve
{
    /// <exception cref="SpawnException">Fewer than <see cref="Descriptors.Reserve"/> are free.</exception>
    internal static void Require(string child)
    {
        var free = Descriptors.Free;
        if (free >= Descriptors.Reserve) return;
        throw new SpawnException(
            SpawnFailure.Unavailable,
            $"'{child}' is not spawned: of the {Descriptors.Limit} descriptors this process may have ('ulimit -n') only {free} are free,"
            + $" and {Descriptors.Reserve} are kept back.");
    }
}
