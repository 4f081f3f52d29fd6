using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Spinner.Control.Access;

/// <summary>Who is at the other end of a unix connection.</summary>
static class PeerOf
{
    private const int SocketLevel = 1;
    private const int PeerCredentials = 17;

    /// <summary>The process that connected or listens, and its user, as the system knows them; null where it does not say.</summary>
    public static (int Pid, uint User)? Read(Socket connected)
    {
        if (!OperatingSystem.IsLinux()) return null;
        Span<byte> raw = stackalloc byte[12];
        return connected.GetRawSocketOption(SocketLevel, PeerCredentials, raw) == raw.Length
            ? (MemoryMarshal.Read<int>(raw), MemoryMarshal.Read<uint>(raw[4..]))
            : null;
    }
}
