using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Win32.SafeHandles;
using Spinner.Host.Settings;
using Spinner.Processes;

namespace Spinner.Host.Sockets;

/// <summary>
/// What only one daemon of a control socket has. It does not lie beside the socket, where a logout sweeps both: it is a locked file in the state
/// directory, which nobody else may open, and a name that no file system has and nobody can remove. The system frees both however a daemon ends.
/// </summary>
/// <remarks>The name alone would not do for daemons in two network namespaces, nor the file alone for who removes everything.</remarks>
sealed class DaemonLock : IDisposable
{
    private const int HashLength = 16;
    private const int WouldBlock = 11;
    private const int WouldBlockOnMac = 35;

    private readonly string _path;
    private readonly string _holder;
    private readonly ReservedName? _name;
    private SafeFileHandle _file;

    private DaemonLock(string path, string holder, SafeFileHandle file, ReservedName? name) =>
        (_path, _holder, _file, _name) = (path, holder, file, name);

    /// <summary>Takes it.</summary>
    /// <param name="socket">The path of the socket, without links.</param>
    /// <param name="directory">The state directory.</param>
    /// <param name="holder">What a second daemon is told about us.</param>
    /// <exception cref="DaemonException">Another daemon has it, or it cannot be had; says who or why.</exception>
    public static DaemonLock Acquire(string socket, string directory, string holder)
    {
        var key = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(socket)))[..HashLength];
        var path = Path.Combine(directory, $"control-{key}.lock");
        var file = Open(path, socket);
        try
        {
            // Containers may share a network and its names, but not the root of their files.
            var root = FileStat.TryRead("/");
            var reserved = string.Create(CultureInfo.InvariantCulture, $"spinner/{CurrentUser.Tag}/{root?.Device:x}.{root?.Inode:x}/{key}");
            var name = ReservedName.TryAcquire(reserved, out var other);
            if (other is { } taken) throw HeldBy(socket, string.Create(CultureInfo.InvariantCulture, $"pid {taken}"));
            var taking = new DaemonLock(path, string.Create(CultureInfo.InvariantCulture, $"pid {Environment.ProcessId}, {holder}\n"), file, name);
            taking.Write();
            return taking;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Makes the file again where it was removed, or another one put in its place.</summary>
    /// <exception cref="IOException">It cannot be made, or somebody else has it locked.</exception>
    public void Restore()
    {
        if (IsAt(_path, _file)) return;
        PrivateDirectory.Ensure(Path.GetDirectoryName(_path)!, Privacy.Readable);
        if (TryLock(_path) is not { } fresh) throw new IOException($"The lock '{_path}' was removed, and another process has the one that is there now.");
        _file.Dispose();
        _file = fresh;
        Write();
    }

    /// <summary>Removes the file while we have it, and frees it.</summary>
    public void Dispose()
    {
        if (IsAt(_path, _file)) File.Delete(_path);
        _name?.Dispose();
        _file.Dispose();
    }

    private static SafeFileHandle Open(string path, string socket)
    {
        try
        {
            PrivateDirectory.Ensure(Path.GetDirectoryName(path)!, Privacy.Readable);
            return TryLock(path) ?? throw HeldBy(socket, ReadHolder(path));
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new DaemonException(
                $"The control socket '{socket}' cannot be locked: {refused.Message} Choose another state directory with spinner.state-dir.", refused);
        }
    }

    /// <returns>Null: somebody else has it.</returns>
    private static SafeFileHandle? TryLock(string path)
    {
        while (true)
        {
            var file = PrivateFile.Open(path, FileMode.Append);
            if (!TryLock(file))
            {
                file.Dispose();
                return null;
            }

            // Who had it may have removed it on its way out.
            if (IsAt(path, file)) return file;
            file.Dispose();
        }
    }

    // On a file system that does not know locks everybody gets them; there the name decides.
    private static bool TryLock(SafeFileHandle file) =>
        OperatingSystem.IsWindows() || Libc.TryLock(file) || Marshal.GetLastPInvokeError() is not (WouldBlock or WouldBlockOnMac);

    private static bool IsAt(string path, SafeFileHandle file) =>
        FileStat.TryRead(path, followLinks: false) is { } there && (FileStat.TryRead(file) is not { } ours || ours.IsSameFile(there));

    private static DaemonException HeldBy(string socket, string holder) => new(
        $"Another daemon has the control socket '{socket}': {holder}. Choose another with --socket, or stop that one.");

    private static string ReadHolder(string path)
    {
        using var file = PrivateFile.Open(path, FileMode.Append);
        var text = new byte[1024];
        var line = Encoding.UTF8.GetString(text, 0, RandomAccess.Read(file, text, 0)).Split('\n')[0];
        return line.Length > 0 ? line : "it is only just starting or stopping";
    }

    private void Write()
    {
        try
        {
            RandomAccess.SetLength(_file, 0);
            RandomAccess.Write(_file, Encoding.UTF8.GetBytes(_holder), 0);
        }
        catch (IOException)
        {
            // A full disk. It is locked all the same; only who comes second is not told by whom.
        }
    }
}
