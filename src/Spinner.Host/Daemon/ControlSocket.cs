using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Win32.SafeHandles;
using Spinner.Host.Settings;
using Spinner.Processes;

namespace Spinner.Host.Daemon;

/// <summary>
/// The unix socket of the control API. Who holds the lock beside it owns the path; the system frees the lock however a daemon ends,
/// so what is left at the path of a lock that can be had is nobody's.
/// </summary>
sealed class ControlSocket : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnerDirectory = OwnerOnly | UnixFileMode.UserExecute;

    // EWOULDBLOCK: somebody else holds the lock.
    private const int WouldBlock = 11;

    private readonly FileStream _lock;

    private ControlSocket(string path, FileStream @lock) => (Path, _lock) = (path, @lock);

    public string Path { get; }

    /// <summary>Takes the path.</summary>
    /// <param name="path">Where.</param>
    /// <param name="holder">What a second daemon is told about us.</param>
    /// <exception cref="DaemonException">Somebody else has it, or it cannot be had; says who or why.</exception>
    public static ControlSocket Take(string path, string holder)
    {
        if (Encoding.UTF8.GetByteCount(path) > SocketPath.MaxBytes)
            throw new DaemonException(
                $"The path of the socket '{path}' is longer than {SocketPath.MaxBytes} bytes; choose a shorter one with --socket.");
        MakeDirectory(System.IO.Path.GetDirectoryName(path)!);
        var held = OpenLock(path + ".lock", path);
        try
        {
            RemoveLeftover(path);
            held.SetLength(0);
            held.Write(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"pid {Environment.ProcessId}, {holder}\n")));
            held.Flush();
            return new ControlSocket(path, held);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>Binds it. Nobody can connect before it listens, and then its mode is right already.</summary>
    public Socket Bind()
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(Path));
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(Path, OwnerOnly);
        return socket;
    }

    /// <summary>Removes the socket, then frees the lock. The lock file stays: removing it would let two daemons hold two files of one name.</summary>
    public void Dispose()
    {
        File.Delete(Path);
        _lock.SetLength(0);
        _lock.Dispose();
    }

    private static void MakeDirectory(string directory)
    {
        try
        {
            if (OperatingSystem.IsWindows()) Directory.CreateDirectory(directory);
            else Directory.CreateDirectory(directory, OwnerDirectory);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new DaemonException(
                $"The directory '{directory}' of the control socket cannot be made: {refused.Message} Choose another with --socket.", refused);
        }

        // Whoever owns the directory can put a socket of their own where commands look for ours.
        if (FileStat.TryRead(directory) is { Owner: { } owner } && owner != CurrentUser.Id && owner != 0)
            throw new DaemonException(
                $"The directory '{directory}' of the control socket belongs to another user (uid {owner}); choose another with --socket.");
    }

    private static FileStream OpenLock(string path, string socket)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1);
        }
        catch (IOException taken) when (!OperatingSystem.IsLinux() || taken.HResult == WouldBlock)
        {
            throw new DaemonException(
                $"Another daemon has the control socket '{socket}': {ReadHolder(path)}. Choose another with --socket, or stop that one.", taken);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new DaemonException($"The control socket '{socket}' cannot be had: {refused.Message} Choose another with --socket.", refused);
        }
    }

    private static string ReadHolder(string path)
    {
        // FileStream would ask for a lock of its own, which it does not get; O_RDONLY | O_CLOEXEC does not ask.
        const int ReadOnly = 0x80000;
        var descriptor = OperatingSystem.IsLinux() ? Libc.Open(path, ReadOnly, 0) : -1;
        if (descriptor < 0) return "who it is cannot be read";
        using var file = new StreamReader(new FileStream(new SafeFileHandle(descriptor, ownsHandle: true), FileAccess.Read));
        return file.ReadLine() is { Length: > 0 } holder ? holder : "it is only just starting or stopping";
    }

    // A socket somebody listens on without our lock is no daemon of ours, and what is no socket is somebody's file.
    private static void RemoveLeftover(string path)
    {
        if (FileStat.TryRead(path, followLinks: false) is not { } stat) return;
        if (stat.Kind != FileKind.Socket && OperatingSystem.IsLinux()) throw new DaemonException(
            $"'{path}' is not a socket; choose another path with --socket.");
        if (Answers(path)) throw new DaemonException($"Another program listens on '{path}'; choose another path with --socket.");
        File.Delete(path);
    }

    private static bool Answers(string path)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            socket.Connect((EndPoint)new UnixDomainSocketEndPoint(path));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
