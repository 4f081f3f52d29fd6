using System.Buffers.Binary;
using System.Net;
using System.Runtime.InteropServices;

namespace Spinner.Processes;

/// <summary>Reads struct nlmsghdr and struct inet_diag_msg; see sock_diag(7).</summary>
internal readonly ref struct SockDiagReply
{
    internal const int Listening = 10;

    private const int Header = 16;
    private const int Body = 72;
    private const ushort ErrorType = 2;
    private const ushort DoneType = 3;
    private const ushort SocketType = 20;

    private readonly ReadOnlySpan<byte> _message;

    private SockDiagReply(ReadOnlySpan<byte> message) => _message = message;

    internal bool IsEnd => Type is ErrorType or DoneType;

    /// <summary>The negated error number of an end; 0 for a good one.</summary>
    internal int Error => Type is ErrorType or DoneType && _message.Length >= Header + 4 ? MemoryMarshal.Read<int>(_message[Header..]) : 0;

    internal bool IsListener => Type == SocketType && _message.Length >= Header + Body && _message[Header + 1] == Listening;

    internal uint Sequence => MemoryMarshal.Read<uint>(_message[8..]);

    internal int Port => BinaryPrimitives.ReadUInt16BigEndian(_message[(Header + 4)..]);

    internal IPAddress Address => new(_message.Slice(Header + 8, _message[Header] == SockDiagRequest.V4 ? 4 : 16));

    internal ulong Inode => MemoryMarshal.Read<uint>(_message[(Header + 68)..]);

    private ushort Type => MemoryMarshal.Read<ushort>(_message[4..]);

    /// <summary>Takes the next message off the front of what was received.</summary>
    internal static bool TryRead(ref ReadOnlySpan<byte> received, out SockDiagReply reply)
    {
        reply = default;
        if (received.Length < Header) return false;
        var length = MemoryMarshal.Read<int>(received);
        if (length < Header || length > received.Length) return false;
        reply = new SockDiagReply(received[..length]);
        // Messages are aligned to four bytes.
        received = received[Math.Min(received.Length, (length + 3) & ~3)..];
        return true;
    }
}
