using System.Buffers.Text;

namespace Spinner.Processes;

/// <summary>Whether a process holds certain sockets, in a few microseconds when it holds them where most programs do: among its first descriptors.</summary>
internal static class LeaderSockets
{
    private const int First = 3;
    private const int Last = 15;

    /// <summary>Takes out of <paramref name="inodes"/> what the process holds.</summary>
    /// <returns>False when we may not read its files.</returns>
    internal static bool RemoveHeld(ISyscalls system, int pid, HashSet<ulong> inodes)
    {
        Span<byte> target = stackalloc byte[64];
        for (var descriptor = First; descriptor <= Last && inodes.Count > 0; descriptor++)
        {
            var length = system.ReadLink($"/proc/{pid}/fd/{descriptor}", target);
            if (length > 0 && InodeOf(target[..length]) is { } inode) inodes.Remove(inode);
        }

        return inodes.Count == 0 || SocketOwners.TryRemoveHeldBy(pid, inodes);
    }

    private static ulong? InodeOf(ReadOnlySpan<byte> target) =>
        target.StartsWith("socket:["u8) && Utf8Parser.TryParse(target[8..], out ulong inode, out _) ? inode : null;
}
