using Spinner.Actors.Capacity;
using Spinner.Processes;

namespace Spinner.Actors.Admission;

/// <summary>What a spinner's options leave of the machine.</summary>
static class RoomLimits
{
    /// <param name="options">What there is to be.</param>
    /// <param name="machine">What there is.</param>
    /// <param name="unknown">Told why a share of the memory means nothing.</param>
    public static IReadOnlyList<RoomLimit> Of(SpinnerOptions options, MachineMemory machine, Action unknown)
    {
        var limits = new List<RoomLimit>();
        if (BudgetOf(options.MemoryBudget, machine, unknown) is { } bytes) limits.Add(RoomLimit.Memory(bytes));
        if (options.MaxRunning is >= 1 and var most) limits.Add(RoomLimit.Running(most));
        foreach (var (name, group) in options.Room) limits.Add(RoomLimit.Of(name, group.Members.ToHashSet(StringComparer.Ordinal), group.Running));
        return limits;
    }

    private static long? BudgetOf(MemoryBudget? budget, MachineMemory machine, Action unknown)
    {
        if (budget?.Share is not { } share) return budget?.Bytes;
        if (machine.Total() is { } total) return total / 100 * share;
        unknown();
        return null;
    }
}
