using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Spinner.Processes;

/// <summary>The kernel's listening sockets, from <c>/proc/net</c>. Stateless; Linux only.</summary>
internal static class ListenTable
{
    private const string Listening = "0A";

    // Flag __SO_ACCEPTCON of /proc/net/unix.
    private const uint AcceptsConnections = 0x10000;

    /// <summary>The inodes of the sockets a connection to <paramref name="endpoint"/> may reach; null when the system does not tell.</summary>
    internal static HashSet<ulong>? InodesOf(ChildEndpoint endpoint)
    {
        try
        {
            return endpoint switch
            {
                TcpEndpoint tcp when IPAddress.TryParse(tcp.Host, out var host) => Reachable(host, () => Tcp("/proc/net/tcp", tcp.Port), () => Tcp("/proc/net/tcp6", tcp.Port)),
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

    // The kernel asks the exact address first, then the wildcard; at each it prefers a socket of IPv4, and the IPv6 wildcard comes last of all
    // (only a dual-stack socket answers there; /proc does not say which one is). A listener further down this list is never reached while
    // one above lives. Reading a table costs milliseconds, so the second one is read only when the first does not decide.
    internal static HashSet<ulong> Reachable(IPAddress host, Func<List<(IPAddress Address, ulong Inode)>> readV4, Func<List<(IPAddress Address, ulong Inode)>> readV6)
    {
        var isV4 = host.AddressFamily == AddressFamily.InterNetwork;
        var v4 = isV4 ? readV4() : [];
        if (At(v4, host) is { Count: > 0 } exact) return exact;
        var v6 = readV6();
        if (At(v6, isV4 ? host.MapToIPv6() : host) is { Count: > 0 } exactV6) return exactV6;
        return At(v4, IPAddress.Any) is { Count: > 0 } any ? any : At(v6, IPAddress.IPv6Any);
    }

    private static HashSet<ulong> At(List<(IPAddress Address, ulong Inode)> listeners, IPAddress address) =>
        [.. listeners.Where(l => l.Address.Equals(address)).Select(l => l.Inode)];

    private static List<(IPAddress Address, ulong Inode)> Tcp(string table, int port)
    {
        var listeners = new List<(IPAddress, ulong)>();

        // Booted without IPv6 there is no tcp6; an absent tcp is a system without /proc and must not look like "nobody".
        if (table.EndsWith('6') && File.Exists("/proc/net/tcp") && !File.Exists(table)) return listeners;
        var atPort = ":" + port.ToString("X4", CultureInfo.InvariantCulture);
        foreach (var line in File.ReadLines(table))
        {
            var fields = line.Split(' ', 11, StringSplitOptions.RemoveEmptyEntries);
            if (fields.Length < 10 || fields[3] != Listening || !fields[1].EndsWith(atPort, StringComparison.Ordinal)) continue;
            listeners.Add((Address(fields[1].AsSpan(0, fields[1].Length - atPort.Length)), ulong.Parse(fields[9], CultureInfo.InvariantCulture)));
        }

        return listeners;
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
        // Latin-1: one character for each byte, whatever it is.
        foreach (var line in File.ReadLines("/proc/net/unix", Encoding.Latin1))
        {
            var fields = line.Split(' ', 8, StringSplitOptions.RemoveEmptyEntries);
            if (fields.Length < 8 || !uint.TryParse(fields[3], NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var flags)) continue;
            yield return (ByteText.Decode(Encoding.Latin1.GetBytes(fields[7])), (flags & AcceptsConnections) != 0, ulong.Parse(fields[6], CultureInfo.InvariantCulture));
        }
    }
}
