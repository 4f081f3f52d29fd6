using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Spinner.Processes;

/// <summary>The kernel's listening sockets, from <c>/proc/net</c>. Stateless; Linux only.</summary>
internal static class ListenTable
{
    private const string Listening = "0A";

    // Flag __SO_ACCEPTCON of /proc/net/unix.
    private const uint AcceptsConnections = 0x10000;

    /// <summary>The inodes of the sockets a connection to <paramref name="endpoint"/> may reach; null when the system does not tell.</summary>
    internal static HashSet<ulong>? InodesOf(Endpoint endpoint)
    {
        try
        {
            return endpoint switch
            {
                TcpEndpoint tcp when IPAddress.TryParse(tcp.Host, out var host) => OfTcp(host, tcp.Port),
                UnixEndpoint unix => [.. Unix().Where(s => s.Listens && s.Path == unix.Path).Select(s => s.Inode)],
                _ => null,
            };
        }
        catch (Exception hidden) when (hidden is IOException or UnauthorizedAccessException)
        {
            // No /proc here (macOS, Windows), or one that hides its net directory.
            return null;
        }
    }

    /// <summary>Whether any socket at all, listening or not yet, is bound to <paramref name="path"/>; null when the system does not tell.</summary>
    internal static bool? IsBound(string path)
    {
        try
        {
            return Unix().Any(s => s.Path == path);
        }
        catch (Exception hidden) when (hidden is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    // The kernel asks the exact address first, then its family's wildcard, then the IPv6 wildcard on behalf of IPv4 (which only
    // a dual-stack socket answers; /proc does not say which one is). A less exact listener is never reached while a more exact one lives.
    private static HashSet<ulong> OfTcp(IPAddress host, int port)
    {
        var isV4 = host.AddressFamily == AddressFamily.InterNetwork;
        var listeners = Tcp("/proc/net/tcp6").Concat(isV4 ? Tcp("/proc/net/tcp") : []).Where(l => l.Port == port).ToList();
        HashSet<ulong> At(Func<IPAddress, bool> matches) => [.. listeners.Where(l => matches(l.Address)).Select(l => l.Inode)];

        var exact = At(a => a.Equals(host) || (isV4 && a.IsIPv4MappedToIPv6 && a.MapToIPv4().Equals(host)));
        if (exact.Count > 0) return exact;
        var wildcard = At(a => a.Equals(isV4 ? IPAddress.Any : IPAddress.IPv6Any));
        return wildcard.Count > 0 || !isV4 ? wildcard : At(a => a.Equals(IPAddress.IPv6Any));
    }

    private static IEnumerable<(IPAddress Address, int Port, ulong Inode)> Tcp(string table)
    {
        // Booted without IPv6 there is no tcp6; an absent tcp is a system without /proc and must not look like "nobody".
        if (table.EndsWith('6') && File.Exists("/proc/net/tcp") && !File.Exists(table)) yield break;
        foreach (var line in File.ReadLines(table))
        {
            var fields = line.Split(' ', 11, StringSplitOptions.RemoveEmptyEntries);
            if (fields.Length < 10 || fields[3] != Listening) continue;
            var colon = fields[1].IndexOf(':', StringComparison.Ordinal);
            var port = int.Parse(fields[1].AsSpan(colon + 1), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            yield return (Address(fields[1].AsSpan(0, colon)), port, ulong.Parse(fields[9], CultureInfo.InvariantCulture));
        }
    }

    // The kernel prints each 32-bit word of the address as a number: the order of its bytes is the processor's.
    private static IPAddress Address(ReadOnlySpan<char> hex)
    {
        var bytes = new byte[hex.Length / 2];
        for (var word = 0; word < bytes.Length; word += 4)
            BitConverter.TryWriteBytes(bytes.AsSpan(word), uint.Parse(hex.Slice(word * 2, 8), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
        return new IPAddress(bytes);
    }

    private static IEnumerable<(string Path, bool Listens, ulong Inode)> Unix()
    {
        foreach (var line in File.ReadLines("/proc/net/unix"))
        {
            var fields = line.Split(' ', 8, StringSplitOptions.RemoveEmptyEntries);
            if (fields.Length < 8 || !uint.TryParse(fields[3], NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var flags)) continue;
            yield return (fields[7], (flags & AcceptsConnections) != 0, ulong.Parse(fields[6], CultureInfo.InvariantCulture));
        }
    }
}
