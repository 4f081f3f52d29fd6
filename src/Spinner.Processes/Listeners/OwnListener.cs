using System.Net.Sockets;

namespace Spinner.Processes;

/// <summary>Whether a launch's own processes listen on its endpoint now. Stateless; safe for concurrent use; never throws.</summary>
internal static class OwnListener
{
    /// <param name="endpoint">Its endpoint.</param>
    /// <param name="leader">The leader of its group.</param>
    /// <param name="inodesOf">Finds the listeners on one address.</param>
    /// <returns>Null: the system does not tell.</returns>
    internal static bool? Answers(ChildEndpoint endpoint, int leader, Func<ChildEndpoint, HashSet<ulong>?> inodesOf)
    {
        try
        {
            return endpoint switch
            {
                TcpEndpoint => OnAny(Candidates.Of(endpoint), leader, inodesOf),
                UnixEndpoint unix => Behind(unix, leader),
                _ => null,
            };
        }
        catch (IOException)
        {
            // Short of descriptors.
            return null;
        }
    }

    private static bool? OnAny(IEnumerable<ChildEndpoint> candidates, int leader, Func<ChildEndpoint, HashSet<ulong>?> inodesOf)
    {
        var isKnown = true;
        foreach (var candidate in candidates)
        {
            var held = Holds(leader, inodesOf(candidate));
            if (held == true) return true;
            isKnown &= held is not null;
        }

        return isKnown ? false : null;
    }

    // A socket whose file was removed listens on, for nobody: only a connection by the path tells.
    private static bool? Behind(UnixEndpoint endpoint, int leader)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified) { Blocking = false };
        try
        {
            socket.Connect(UnixAddress.Of(endpoint.Path));
        }
        catch (SocketException full) when (full.SocketErrorCode is SocketError.WouldBlock or SocketError.TryAgain)
        {
            // Its queue is full: somebody listens.
        }
        catch (SocketException refused)
        {
            return refused.SocketErrorCode is SocketError.ConnectionRefused or SocketError.AddressNotAvailable or SocketError.NotSocket
                || FileStat.TryRead(endpoint.Path) is null ? false : null;
        }

        // Who called listen(2): a process that may have ended since, or one we do not see.
        var peer = PeerOf(socket);
        if (peer > 0 && ProcessTree.Includes(leader, peer) == true) return true;
        return peer > 0 && ProcStat.Read(peer) is not null ? false : Holds(leader, ListenTable.InodesOf(endpoint));
    }

    private static int PeerOf(Socket socket)
    {
        if (!OperatingSystem.IsLinux() || !socket.Connected) return 0;
        Span<byte> credentials = stackalloc byte[12];
        try
        {
            // SOL_SOCKET, SO_PEERCRED: struct ucred begins with the pid.
            return socket.GetRawSocketOption(1, 17, credentials) >= sizeof(int) ? BitConverter.ToInt32(credentials) : 0;
        }
        catch (SocketException)
        {
            return 0;
        }
    }

    // Whether any process of the tree has one of them; null when one may not be looked into.
    private static bool? Holds(int leader, HashSet<ulong>? inodes)
    {
        if (inodes is null) return null;
        var isBlind = false;
        var left = new HashSet<ulong>(inodes);
        if (left.Count == 0) return false;
        foreach (var pid in ProcessTree.Of(leader))
        {
            if (!SocketOwners.TryRemoveHeldBy(pid, left)) isBlind = true;
            if (left.Count < inodes.Count) return true;
        }

        return isBlind ? null : false;
    }
}
