using System.Buffers.Binary;
using System.Net;
using System.Runtime.InteropServices;

namespace Spinner.Processes;

/// <summary>Writes struct nlmsghdr and struct inet_diag_req_v2; see sock_diag(7).</summary>
internal static class SockDiagRequest
{
    internal const int Size = 72;
    internal const int V4 = 2;
    internal const int V6 = 10;

    private const ushort ByFamily = 20;
    private const ushort Request = 1;
    private const ushort Dump = 0x300;
    private const byte Tcp = 6;

    /// <summary>Whom would a connection to this very address reach?</summary>
    internal static void WriteExact(Span<byte> message, uint sequence, IPAddress host, int port)
    {
        var bytes = host.GetAddressBytes();
        Begin(message, sequence, Request, bytes.Length == 4 ? V4 : V6, uint.MaxValue, port);
        // Destination port 0 makes the kernel look for a listener.
        bytes.CopyTo(message[28..]);
        bytes.CopyTo(message[44..]);
        MemoryMarshal.Write(message[64..], ulong.MaxValue);
    }

    /// <summary>Every listener of a family; on one port, or with 0 on any.</summary>
    internal static void WriteDump(Span<byte> message, uint sequence, int family, int port) =>
        Begin(message, sequence, Request | Dump, family, 1u << SockDiagReply.Listening, port);

    private static void Begin(Span<byte> message, uint sequence, int flags, int family, uint states, int port)
    {
        message.Clear();
        MemoryMarshal.Write(message, Size);
        MemoryMarshal.Write(message[4..], ByFamily);
        MemoryMarshal.Write(message[6..], (ushort)flags);
        MemoryMarshal.Write(message[8..], sequence);
        message[16] = (byte)family;
        message[17] = Tcp;
        MemoryMarshal.Write(message[20..], states);
        BinaryPrimitives.WriteUInt16BigEndian(message[24..], (ushort)port);
    }
}
