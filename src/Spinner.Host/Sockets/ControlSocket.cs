using System.Net;
using System.Net.Sockets;
using System.Text;
using Spinner.Host.Settings;
using Spinner.Processes;

namespace Spinner.Host.Sockets;

/// <summary>
/// The path of the control API's unix socket, which is ours as long as we have its lock: what is left there of a lock that can be had is nobody's.
/// </summary>
sealed class ControlSocket : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly DaemonLock _lock;
    private FileStat? _bound;

    private ControlSocket(string path, DaemonLock @lock) => (Path, _lock) = (path, @lock);

    public string Path { get; }

    /// <summary>Whether the socket that was bound last is still what its path names.</summary>
    public bool IsInPlace => FileStat.TryRead(Path, followLinks: false) is { } there && _bound is { } bound && there.IsSameFile(bound);

    /// <summary>Takes the path.</summary>
    /// <param name="path">Where.</param>
    /// <param name="state">The state directory; the lock lies there.</param>
    /// <param name="holder">What a second daemon is told about us.</param>
    /// <exception cref="DaemonException">Somebody else has it, or it cannot be had; says who or why.</exception>
    public static ControlSocket Acquire(string path, string state, string holder)
    {
        if (Encoding.UTF8.GetByteCount(path) > SocketPath.MaxBytes)
            throw new DaemonException(
                $"The path of the socket '{path}' is longer than {SocketPath.MaxBytes} bytes; choose a shorter one with --socket.");
        try
        {
            var directory = System.IO.Path.GetDirectoryName(path)!;
            CreateDirectory(directory);
            var place = System.IO.Path.Combine(UnixBinding.WithoutLinks(directory), System.IO.Path.GetFileName(path));
            var held = DaemonLock.Acquire(place, state, holder);
            try
            {
                // bind(2) makes the file and listen(2) comes later: between the two a connection is refused although somebody lives there.
                if (FileStat.TryRead(path, followLinks: false) is not null && ListenTable.IsBound(path) == true) throw InUse(path);
                RemoveLeftover(path);
                return new ControlSocket(path, held);
            }
            catch
            {
                held.Dispose();
                throw;
            }
        }
        catch (IOException refused)
        {
            throw new DaemonException($"{refused.Message} Choose another path of the control socket with --socket.", refused);
        }
    }

    /// <summary>Binds it, at first and again where it was swept. Nobody can connect before it listens, and then its mode is right already.</summary>
    /// <exception cref="IOException">Somebody else's file is there, or the directory cannot be made.</exception>
    /// <exception cref="SocketException">The system refuses it.</exception>
    public Socket Bind()
    {
        CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
        if (!IsInPlace) RemoveLeftover(Path);
        var socket = UnixBinding.Bind(Path);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(Path, OwnerOnly);
        _bound = FileStat.TryRead(Path, followLinks: false);
        return socket;
    }

    /// <summary>Makes the lock again where it was swept.</summary>
    /// <exception cref="IOException">It cannot be made.</exception>
    public void RestoreLock() => _lock.Restore();

    /// <summary>Removes the socket where it is ours, then frees the lock.</summary>
    public void Dispose()
    {
        if (IsInPlace) File.Delete(Path);
        _lock.Dispose();
    }

    // Whoever may write in it can put a socket of their own where commands look for ours. A link to it is followed: what is behind it is judged.
    private static void CreateDirectory(string directory)
    {
        if (!Directory.Exists(directory)) PrivateDirectory.Ensure(directory, Privacy.Shared);
        else if (PrivateDirectory.FaultOf(UnixBinding.WithoutLinks(directory), Privacy.Shared) is { } fault)
            throw new IOException($"The directory '{directory}' {fault}.");
    }

    // A socket somebody listens on without our lock is no daemon of ours, and what is no socket is somebody's file.
    private static void RemoveLeftover(string path)
    {
        if (FileStat.TryRead(path, followLinks: false) is not { } stat) return;
        if (stat.Kind != FileKind.Socket && OperatingSystem.IsLinux()) throw new IOException($"'{path}' is not a socket.");
        if (stat.Owner is { } owner && owner != CurrentUser.Id) throw new IOException($"The socket '{path}' belongs to another user (uid {owner}).");
        if (IsListenedOn(path)) throw InUse(path);
        File.Delete(path);
    }

    private static IOException InUse(string path) => new($"Another program listens on '{path}'.");

    private static bool IsListenedOn(string path)
    {
        // Without waiting: the queue of one that does not take its connections may be full.
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified) { Blocking = false };
        try
        {
            socket.Connect((EndPoint)new UnixDomainSocketEndPoint(path));
            return true;
        }
        catch (SocketException refused)
        {
            return refused.SocketErrorCode is not (SocketError.ConnectionRefused or SocketError.AddressNotAvailable or SocketError.InvalidArgument);
        }
    }
}
