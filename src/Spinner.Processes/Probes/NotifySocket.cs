using System.Net.Sockets;

namespace Spinner.Processes;

/// <summary>Where one launch sends its notifications: a datagram socket of its own in the run directory. Disposing removes its file.</summary>
internal sealed class NotifySocket : IDisposable
{
    internal const string Variable = "NOTIFY_SOCKET";

    // What sd_notify(3) sends is short; a longer datagram is cut.
    internal const int MaxDatagram = 4096;

    private const int SocketLevel = 1;
    private const int PassCredentials = 16;

    /// <summary>How often is looked whether the file is still there.</summary>
    internal static readonly TimeSpan LooksAgainAfter = TimeSpan.FromSeconds(1);

    private readonly RunDirectory _directory;
    private readonly FileStat? _own;

    private NotifySocket(RunDirectory directory, Socket socket, string path, FileStat? own) =>
        (_directory, Socket, Path, _own) = (directory, socket, path, own);

    internal Socket Socket { get; }

    internal int Descriptor => (int)Socket.Handle;

    internal string Path { get; }

    /// <summary>Null unless the plan asks for one.</summary>
    /// <exception cref="SpawnException">This system cannot tell who sent a datagram, or the socket cannot be made.</exception>
    internal static NotifySocket? OpenFor(LaunchPlan plan)
    {
        if (plan.Ready != Readiness.Notify && plan.Watchdog is null) return null;
        if (!OperatingSystem.IsLinux())
        {
            throw new SpawnException(
                SpawnFailure.Refused, $"'{plan.Name}' cannot notify, nor have a watchdog: only Linux tells who sent a datagram. Allowed here: no watchdog, and listen, http, alive, log, exec or exit.");
        }

        try
        {
            var directory = new RunDirectory(plan.RunDirectory);
            return Open(directory, directory.NewSocketPath());
        }
        catch (Exception refused) when (refused is NoEndpointException or SocketException)
        {
            var failure = refused is SocketException ? SpawnFailure.Unavailable : SpawnFailure.Refused;
            throw new SpawnException(failure, $"The notify socket of '{plan.Name}' cannot be made: {refused.Message}", refused);
        }
    }

    /// <summary>Whether nothing is at its path any more. It may be gone before we know that the file there was ours.</summary>
    internal bool IsSwept => FileStat.TryRead(Path, followLinks: false) is null;

    /// <summary>
    /// Another at the same path, where the file of this one was swept: who sends to it knows that path alone. Null where it is there, where something else
    /// is, or where none can be made just now.
    /// </summary>
    internal NotifySocket? Renew()
    {
        if (!IsSwept) return null;
        try
        {
            _directory.Ensure();
            return Open(_directory, Path);
        }
        catch (Exception refused) when (refused is NoEndpointException or SocketException or IOException)
        {
            // The next look is soon.
            return null;
        }
    }

    /// <summary>Closes it without a look at its file, which is another's.</summary>
    internal void Abandon() => Socket.Dispose();

    /// <inheritdoc/>
    public void Dispose() => SocketBinding.Close(Socket, Path, _own);

    private static NotifySocket Open(RunDirectory directory, string path)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        try
        {
            // Before the bind: a datagram that was queued without credentials would have none for ever.
            socket.SetRawSocketOption(SocketLevel, PassCredentials, BitConverter.GetBytes(1));
            return new NotifySocket(directory, socket, path, SocketBinding.Bind(socket, path));
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
