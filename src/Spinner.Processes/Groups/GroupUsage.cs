using System.Globalization;

namespace Spinner.Processes;

/// <summary>What the living processes of one group use together. A value.</summary>
/// <param name="Cpu">Processor time since each of them started.</param>
/// <param name="Memory">Resident bytes; pages they share are counted for each.</param>
/// <param name="Processes">How many they are.</param>
internal readonly record struct GroupUsage(TimeSpan Cpu, long Memory, int Processes)
{
    // sysconf(_SC_CLK_TCK), the unit of times in /proc, is 100 on every Linux there is.
    private const long TicksPerClock = TimeSpan.TicksPerSecond / 100;

    /// <summary>Of all groups we may see, by the id of the group, in one walk through /proc. Empty where there is none.</summary>
    internal static IReadOnlyDictionary<int, GroupUsage> ReadAll()
    {
        var groups = new Dictionary<int, GroupUsage>();
        if (!ProcStat.IsAvailable) return groups;
        foreach (var pid in ProcStat.Pids())
            if (Read(pid) is var (group, usage)) groups[group] = groups.GetValueOrDefault(group).Plus(usage);
        return groups;
    }

    private GroupUsage Plus(GroupUsage other) => new(Cpu + other.Cpu, Memory + other.Memory, Processes + other.Processes);

    private static (int Group, GroupUsage Usage)? Read(int pid)
    {
        try
        {
            var text = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/stat"));
            // Counted from the state, the third field of proc_pid_stat(5).
            var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            if (fields[0] is "Z" or "X") return null;
            var cpu = TimeSpan.FromTicks((Number(fields[11]) + Number(fields[12])) * TicksPerClock);
            return ((int)Number(fields[2]), new GroupUsage(cpu, Number(fields[21]) * Environment.SystemPageSize, 1));
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            // It ended while we looked.
            return null;
        }
    }

    private static long Number(string field) => long.Parse(field, CultureInfo.InvariantCulture);
}
