using System.Buffers.Text;
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
    internal static IReadOnlyDictionary<int, GroupUsage> ReadAll() => ReadAll(out _);

    /// <summary>The same, with the processes of each group.</summary>
    internal static IReadOnlyDictionary<int, GroupUsage> ReadAll(out IReadOnlyDictionary<int, List<int>> members)
    {
        var pids = new Dictionary<int, List<int>>();
        members = pids;
        return Sum(ProcStat.Pids(), (group, pid) =>
        {
            if (!pids.TryGetValue(group, out var all)) pids[group] = all = [];
            all.Add(pid);
        });
    }

    /// <summary>Of the groups of these processes, as far as these are in it. One that has ended is left out.</summary>
    internal static IReadOnlyDictionary<int, GroupUsage> Read(IEnumerable<int> pids) => Sum(pids, null);

    private static Dictionary<int, GroupUsage> Sum(IEnumerable<int> pids, Action<int, int>? found)
    {
        var groups = new Dictionary<int, GroupUsage>();
        if (!ProcStat.IsAvailable) return groups;
        foreach (var pid in pids)
        {
            if (ReadOne(pid) is not var (group, usage)) continue;
            groups[group] = groups.GetValueOrDefault(group).Plus(usage);
            found?.Invoke(group, pid);
        }

        return groups;
    }

    private GroupUsage Plus(GroupUsage other) => new(Cpu + other.Cpu, Memory + other.Memory, Processes + other.Processes);

    private static (int Group, GroupUsage Usage)? ReadOne(int pid)
    {
        // The 24 fields that are read end before that: 20 digits each, and a name of at most 64 bytes.
        Span<byte> bytes = stackalloc byte[1024];
        try
        {
            using var file = File.OpenHandle(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/stat"));
            return Parse(bytes[..RandomAccess.Read(file, bytes, 0)]);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            // It ended while we looked.
            return null;
        }
    }

    /// <summary>The fields of proc_pid_stat(5) from the third, the state, which stands behind the last parenthesis.</summary>
    internal static (int Group, GroupUsage Usage)? Parse(ReadOnlySpan<byte> stat)
    {
        var rest = stat[(stat.LastIndexOf((byte)')') + 1)..].TrimStart((byte)' ');
        if (rest.IsEmpty || rest[0] is (byte)'Z' or (byte)'X') return null;
        Span<long> fields = stackalloc long[22];
        for (var field = 0; field < fields.Length; field++)
        {
            var end = rest.IndexOf((byte)' ');
            if (end < 0) return null;
            // The state is no number.
            if (!Utf8Parser.TryParse(rest[..end], out fields[field], out _) && field > 0) return null;
            rest = rest[(end + 1)..];
        }

        var cpu = TimeSpan.FromTicks((fields[11] + fields[12]) * TicksPerClock);
        return ((int)fields[2], new GroupUsage(cpu, fields[21] * Environment.SystemPageSize, 1));
    }
}
