using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Spinner.Processes;

/// <summary>The file of a unix socket: whether its path is usable, somebody lives behind it, it may go. Stateless.</summary>
internal static class SocketFile
{
    /// <summary>Refuses what bind(2) would refuse with a less helpful word.</summary>
    /// <exception cref="NoEndpointException">Relative, too long, or its directory does not exist.</exception>
    internal static void RefuseBadPath(string path)
    {
        if (!Path.IsPathFullyQualified(path)) throw new NoEndpointException($"The socket path '{path}' is not absolute.");
        RefuseTooLong(path, "Choose a shorter path.");
        if (FileStat.TryRead(Path.GetDirectoryName(path)!) is not { Kind: FileKind.Directory })
            throw new NoEndpointException($"The directory of the socket path '{path}' does not exist.");
    }

    /// <summary>Refuses a path that does not fit into <c>sun_path</c>.</summary>
    internal static void RefuseTooLong(string path, string remedy)
    {
        var bytes = ByteText.CountBytes(path);
        if (bytes > UnixEndpoint.MaxPathBytes)
            throw new NoEndpointException($"The socket path '{path}' has {bytes} bytes, more than the {UnixEndpoint.MaxPathBytes} a unix socket allows. {remedy}");
    }

    /// <summary>Removes the socket file a dead process left behind. Does nothing when there is no file.</summary>
    /// <exception cref="NoEndpointException">Somebody lives there, or it is no socket: that is never deleted.</exception>
    internal static void RemoveStale(string path)
    {
        if (FileStat.TryRead(path, followLinks: false) is not { } stat) return;
        var answer = Connect(path);
        if (!IsSocket(path, stat.Kind, answer))
            throw new NoEndpointException($"There is something at '{path}' that is not a socket; it is left alone. Choose another path or remove it.");

        // bind(2) makes the file and listen(2) comes later: between them a connect is refused although the socket lives.
        if (answer != SocketError.ConnectionRefused || ListenTable.IsBound(path) == true)
        {
            var owner = ListenerLookup.OwnerOf(new UnixEndpoint(path));
            throw new NoEndpointException($"The socket '{path}' is already in use by {owner?.ToString() ?? "another program"}.");
        }

        Delete(path);
    }

    /// <summary>Removes the socket file of a launch that is gone; unless told otherwise not if somebody lives there by now or it is no socket.</summary>
    internal static void RemoveLeftover(string path, bool evenIfAlive)
    {
        try
        {
            if (evenIfAlive) Delete(path);
            else RemoveStale(path);
        }
        catch (NoEndpointException)
        {
            // What is there now is not what the launch left behind, or not ours to delete. The next grant of this path says so to somebody who can act.
        }
    }

    private static SocketError Connect(string path)
    {
        try
        {
            using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified) { Blocking = false };
            socket.Connect(UnixAddress.Of(path));
            return SocketError.Success;
        }
        catch (SocketException refused)
        {
            return refused.SocketErrorCode;
        }
    }

    private static bool IsSocket(string path, FileKind kind, SocketError answer)
    {
        if (kind == FileKind.Socket) return true;
        if (OperatingSystem.IsLinux()) return false;

        // Windows keeps a socket as a reparse point. Other Unixes tell by the connect: a file that is no socket is ENOTSOCK there, never "refused".
        return OperatingSystem.IsWindows() ? File.GetAttributes(path).HasFlag(FileAttributes.ReparsePoint) : answer == SocketError.ConnectionRefused;
    }

    private static void Delete(string path)
    {
        if (OperatingSystem.IsLinux())
        {
            // By its bytes, as it was bound.
            if (Libc.Unlink(path) == 0 || Marshal.GetLastPInvokeError() == Errno.NoEntry) return;
            throw new NoEndpointException($"The stale socket '{path}' cannot be removed: {ErrorText.Of(-Marshal.GetLastPInvokeError())}");
        }

        try
        {
            File.Delete(path);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new NoEndpointException($"The stale socket '{path}' cannot be removed: {refused.Message}", refused);
        }
    }
}
