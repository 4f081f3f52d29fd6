using System.Text.RegularExpressions;

namespace Spinner.Processes;

/// <summary>The group of a launch, with the start time of its leader that tells it from a later group of the same number. A value.</summary>
/// <param name="Id">The group's number, the leader's pid.</param>
/// <param name="StartTime">See <see cref="ProcStat.StartTime"/>.</param>
/// <param name="Socket">The socket file nobody else can have, which goes when the group does; null: none.</param>
internal readonly partial record struct LivingGroup(int Id, ulong StartTime, string? Socket = null)
{
    /// <summary>The line that tells a guardian or a state file of it.</summary>
    internal string Line => Socket is null ? $"+ {Id} {StartTime}\n" : $"+ {Id} {StartTime} {Socket}\n";

    /// <summary>The line that takes a group back.</summary>
    internal static string LineOfEnd(int id) => $"- {id}\n";

    /// <summary>The group of a child of ours; null when its leader is dead and reaped, for then its number may be anybody's.</summary>
    internal static LivingGroup? Of(int leader, string? socket = null) =>
        ProcStat.TryRead(leader) is { } stat && stat.Parent == Environment.ProcessId
            ? new LivingGroup(leader, stat.StartTime, socket is not null && IsPlain(socket) ? socket : null)
            : null;

    // A shell reads it: of a path with other characters it is not told.
    internal static bool IsPlain(string socket) => PlainPath().IsMatch(socket);

    [GeneratedRegex(@"\A/[A-Za-z0-9/._@+-]+\z")]
    private static partial Regex PlainPath();
}
