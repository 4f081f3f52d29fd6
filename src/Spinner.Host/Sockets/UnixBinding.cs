using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;
using Spinner.Processes;

namespace Spinner.Host.Sockets;

/// <summary>
/// Binds unix sockets whose files .NET does not know of: a socket that .NET has bound deletes, when it is closed, whatever is at its path by then.
/// </summary>
static unsafe partial class UnixBinding
{
    private const short Unix = 1;
    private const int CloseOnExec = 0x80000;
    private const int PathOffset = 2;
    private const int MaxPath = 4096;

    /// <exception cref="SocketException">The system refuses it.</exception>
    public static Socket Bind(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            var bound = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            bound.Bind(new UnixDomainSocketEndPoint(path));
            return bound;
        }

        var handle = new SafeSocketHandle(LibcImports.Socket(Unix, (int)SocketType.Stream | CloseOnExec, 0), ownsHandle: true);
        try
        {
            if (handle.IsInvalid) throw new SocketException(Marshal.GetLastPInvokeError());
            var address = new byte[PathOffset + Encoding.UTF8.GetByteCount(path) + 1];
            MemoryMarshal.Write(address, Unix);
            Encoding.UTF8.GetBytes(path, address.AsSpan(PathOffset));
            if (Bind(handle, address, (uint)address.Length) != 0) throw new SocketException(Marshal.GetLastPInvokeError());
            return new Socket(handle);
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    /// <summary>The path without any link in it, so that one place has one name; as it is where the system does not tell.</summary>
    public static string WithoutLinks(string path)
    {
        if (!OperatingSystem.IsLinux()) return path;
        var buffer = stackalloc byte[MaxPath];
        return RealPath(path, buffer) == 0 ? path : Marshal.PtrToStringUTF8((nint)buffer)!;
    }

    [LibraryImport("libc", EntryPoint = "bind", SetLastError = true)]
    private static partial int Bind(SafeSocketHandle socket, byte[] address, uint length);

    [LibraryImport("libc", EntryPoint = "realpath", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint RealPath(string path, byte* resolved);
}
