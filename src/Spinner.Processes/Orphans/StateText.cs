using System.Globalization;

namespace Spinner.Processes;

/// <summary>
/// What a state file says: whose it is, and which groups lived when it was last written. Parts that make no sense are counted and left out.
/// </summary>
/// <param name="Owner">The supervisor's own pid and start time; null when the first line is missing or broken.</param>
/// <param name="Boot">In which life of the machine the numbers are valid; null like <paramref name="Owner"/>.</param>
/// <param name="Living">The groups that were not taken back.</param>
/// <param name="Sockets">The socket files that were not taken back.</param>
/// <param name="Broken">How many lines made no sense, a half one at the end included.</param>
internal sealed record StateText(LivingGroup? Owner, string? Boot, IReadOnlyCollection<LivingGroup> Living, IReadOnlyCollection<OwnedSocket> Sockets, int Broken)
{
    private const string Title = "supervisor";

    /// <summary>This life of the machine.</summary>
    internal static string BootId() => File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim();

    internal static string FirstLine(LivingGroup owner, string boot) => $"{Title} {owner.Id} {owner.StartTime} {boot}\n";

    internal static StateText Parse(string text)
    {
        var (owner, boot, broken) = ((LivingGroup?)null, (string?)null, 0);
        var living = new Dictionary<int, LivingGroup>();
        var sockets = new Dictionary<int, OwnedSocket>();
        var lines = text.Split('\n');
        foreach (var line in lines[..^1])
        {
            switch (line.Split(' ', 4))
            {
                case ["+", var pid, var start] when Group(pid, start) is { } group: living[group.Id] = group; break;
                case ["s", var id, var inode, var path] when Socket(id, inode, path) is { } socket: sockets[socket.Id] = socket; break;
                case ["-s", var id] when Number(id) is { } number: sockets.Remove(number); break;
                case ["-", var pid] when Group(pid, "0") is { } group: living.Remove(group.Id); break;
                case [Title, var pid, var start, { Length: > 0 } id] when boot is null && Group(pid, start) is { } us: (owner, boot) = (us, id); break;
                default: broken++; break;
            }
        }

        // What has no line end was cut off in the middle: its number may be the beginning of a longer one.
        if (lines[^1].Length > 0) broken++;
        return new StateText(owner, boot, living.Values, sockets.Values, broken);
    }

    // 1 is nobody's child to be killed, and 0 and below mean something else to kill(2).
    private static LivingGroup? Group(string pid, string start) =>
        int.TryParse(pid, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && id > 1
        && ulong.TryParse(start, NumberStyles.None, CultureInfo.InvariantCulture, out var time)
            ? new LivingGroup(id, time)
            : null;

    private static OwnedSocket? Socket(string id, string inode, string path) =>
        Number(id) is { } number && ulong.TryParse(inode, NumberStyles.None, CultureInfo.InvariantCulture, out var file) && OwnedSocket.Decode(path) is { } decoded
            ? new OwnedSocket(number, decoded, file)
            : null;

    private static int? Number(string id) => int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
