using System.Runtime.InteropServices;

namespace Spinner.Processes;

/// <summary>recvmsg(2) with the credentials the kernel vouches for; .NET has no way to them. Linux only. Stateless.</summary>
internal static unsafe partial class Datagram
{
    private const int DontWait = 0x40;
    private const int SocketLevel = 1;
    private const int Credentials = 2;

    // struct cmsghdr: its own length, a level and a kind; then struct ucred: pid, uid, gid.
    private static readonly int HeaderSize = sizeof(nuint) + 8;

    /// <summary>Takes one datagram, cut to the buffer's length. Never waits.</summary>
    /// <param name="socket">A socket with SO_PASSCRED.</param>
    /// <param name="buffer">Takes the bytes.</param>
    /// <param name="sender">Who sent it; a pid of 0 when the kernel does not tell, or it is in a namespace we do not see.</param>
    /// <returns>The length, or -1 with the error number in <see cref="Marshal.GetLastPInvokeError"/>.</returns>
    /// <remarks>There is room for the credentials alone: descriptors that come along are closed by the kernel before they are ours.</remarks>
    internal static int Receive(int socket, Span<byte> buffer, out DatagramSender sender)
    {
        var control = stackalloc byte[32];
        new Span<byte>(control, 32).Clear();
        fixed (byte* first = buffer)
        {
            var vector = new Vector { Start = first, Length = (nuint)buffer.Length };
            var header = new Header { Vectors = &vector, Count = 1, Control = control, ControlLength = (nuint)(HeaderSize == 16 ? 32 : 24) };
            var count = (int)ReceiveMessage(socket, &header, DontWait);
            var (level, kind) = (*(int*)(control + sizeof(nuint)), *(int*)(control + sizeof(nuint) + 4));
            var isTold = count >= 0 && header.ControlLength > 0 && level == SocketLevel && kind == Credentials;
            sender = isTold ? new DatagramSender(*(int*)(control + HeaderSize), *(uint*)(control + HeaderSize + 4)) : default;
            return count;
        }
    }

    [LibraryImport("libc", EntryPoint = "recvmsg", SetLastError = true)]
    private static partial nint ReceiveMessage(int socket, Header* header, int flags);

    /// <summary>struct msghdr.</summary>
    private struct Header
    {
        public void* Name;
        public uint NameLength;
        public Vector* Vectors;
        public nuint Count;
        public byte* Control;
        public nuint ControlLength;
        public int Flags;
    }

    /// <summary>struct iovec.</summary>
    private struct Vector
    {
        public byte* Start;
        public nuint Length;
    }
}
