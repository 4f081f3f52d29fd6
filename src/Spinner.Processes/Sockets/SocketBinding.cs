using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Spinner.Processes;

/// <summary>
/// A socket of ours at a path, whose file goes with it, but only if it is still the very file that was made: .NET would remove whatever has the name
/// by then. Stateless.
/// </summary>
internal static partial class SocketBinding
{
    private const ushort Family = 1;

    /// <exception cref="SocketException">The system refuses it.</exception>
    /// <returns>The file's identity; null where the system tells none.</returns>
    internal static FileStat? Bind(Socket socket, string path)
    {
        if (OperatingSystem.IsLinux()) BindPath(socket, path);
        else socket.Bind(new UnixDomainSocketEndPoint(path));
        OwnedSockets.Shared.AddBound(path);
        return FileStat.TryRead(path, followLinks: false);
    }

    /// <summary>Closes the socket and removes its file.</summary>
    internal static void Close(Socket socket, string path, FileStat? own)
    {
        if (IsStill(path, own)) SocketFile.RemoveLeftover(path, evenIfAlive: true);
        OwnedSockets.Shared.Remove(path);
        socket.Dispose();
    }

    /// <summary>Whether the path still names the file that was made.</summary>
    internal static bool IsStill(string path, FileStat? own) =>
        own is { } made && FileStat.TryRead(path, followLinks: false) is { } now && now.IsSameFile(made);

    // struct sockaddr_un of Linux: the family in two bytes, then the path.
    private static void BindPath(Socket socket, string path)
    {
        var address = new byte[2 + ByteText.CountBytes(path) + 1];
        BitConverter.TryWriteBytes(address, Family);
        ByteText.Encode(path, address.AsSpan(2));
        if (BindTo(socket.SafeHandle, address, (uint)address.Length) != 0) throw new SocketException((int)ErrorOf(Marshal.GetLastPInvokeError()));
    }

    private static SocketError ErrorOf(int error) => error switch
    {
        98 => SocketError.AddressAlreadyInUse,
        Errno.Denied or Errno.NotPermitted => SocketError.AccessDenied,
        Errno.TooManyFiles or Errno.TableFull => SocketError.TooManyOpenSockets,
        Errno.NoSpace or Errno.Quota or Errno.NoBuffers or Errno.NoMemory => SocketError.NoBufferSpaceAvailable,
        _ => SocketError.AddressNotAvailable,
    };

    [LibraryImport("libc", EntryPoint = "bind", SetLastError = true)]
    private static partial int BindTo(SafeSocketHandle socket, ReadOnlySpan<byte> address, uint length);
}
