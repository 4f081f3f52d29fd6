namespace Spinner.Processes;

/// <summary>The group of a launch, with the start time of its leader that tells it from a later group of the same number. A value.</summary>
/// <param name="Id">The group's number, the leader's pid.</param>
/// <param name="StartTime">See <see cref="ProcStat.StartTime"/>.</param>
internal readonly record struct LivingGroup(int Id, ulong StartTime)
{
    /// <summary>The line that tells a guardian or a state file of it.</summary>
    internal string Line => $"+ {Id} {StartTime}\n";

    /// <summary>The line that takes a group back.</summary>
    internal static string LineOfEnd(int id) => $"- {id}\n";

    /// <summary>The group of a child of ours; null when its leader is dead and reaped, for then its number may be anybody's.</summary>
    internal static LivingGroup? Of(int leader) =>
        ProcStat.TryRead(leader) is { } stat && stat.Parent == Environment.ProcessId ? new LivingGroup(leader, stat.StartTime) : null;
}
