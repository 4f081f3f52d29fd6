using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Spinner.Processes;

/// <summary>Opens a file to append to, and never waits for that. Stateless.</summary>
internal static class AppendFile
{
    // rw-rw-r--, before the umask.
    private const int Mode = 0x1B4;
    private const int GetFlags = 3;
    private const int SetFlags = 4;
    private const int NonBlocking = 0x800;
    private const int NoSuchDevice = 6;

    /// <exception cref="OutputFileException">It cannot be opened, or is nothing output may go to; the message names the file and the reason.</exception>
    internal static SafeFileHandle Open(string path)
    {
        if (!OperatingSystem.IsLinux()) return OpenPortably(path);
        // Before the open, which itself changes some devices.
        Refuse(path, FileStat.TryRead(path));
        var descriptor = Libc.Open(path, Libc.AppendFlags, Mode);
        if (descriptor < 0) throw Refusal(path, Marshal.GetLastPInvokeError());
        var file = new SafeFileHandle(descriptor, ownsHandle: true);
        try
        {
            var stat = FileStat.TryRead(file);
            Refuse(path, stat);
            // A pipe has a reader by now, and who writes to it waits for that one, on a thread of its own.
            if (stat is { Kind: FileKind.Pipe }) _ = Libc.Fcntl(descriptor, SetFlags, Libc.Fcntl(descriptor, GetFlags, 0) & ~NonBlocking);
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <returns>How many bytes were taken, at least one.</returns>
    /// <exception cref="IOException">The system refuses.</exception>
    internal static int Write(SafeFileHandle file, ReadOnlySpan<byte> bytes)
    {
        if (!OperatingSystem.IsLinux())
        {
            RandomAccess.Write(file, bytes, RandomAccess.GetLength(file));
            return bytes.Length;
        }

        while (true)
        {
            var count = (int)Libc.Write(file, bytes, (nuint)bytes.Length);
            if (count > 0) return count;
            var error = count < 0 ? Marshal.GetLastPInvokeError() : Errno.NoSpace;
            if (error != Errno.Interrupted) throw new IOException(ErrorText.Of(-error), error);
        }
    }

    private static void Refuse(string path, FileStat? stat)
    {
        var what = stat switch
        {
            { Kind: FileKind.Directory } => "it is a directory",
            { Kind: FileKind.Socket } => "it is a socket",
            { Kind: FileKind.Device, IsMemory: false } => "it is a device",
            _ => null,
        };
        if (what is not null) throw new OutputFileException(SpawnFailure.Refused, $"Cannot append to '{path}': {what}.");
    }

    private static OutputFileException Refusal(string path, int error) => error switch
    {
        NoSuchDevice => new OutputFileException(SpawnFailure.Refused, $"Cannot append to '{path}': it is a pipe that nobody reads."),
        Errno.NoEntry => new OutputFileException(SpawnFailure.NoSuchDirectory, $"Cannot append to '{path}': its directory does not exist."),
        Errno.Denied or Errno.NotPermitted or Errno.ReadOnly =>
            new OutputFileException(SpawnFailure.PermissionDenied, $"Cannot append to '{path}': {ErrorText.Of(-error)}."),
        _ => new OutputFileException(SpawnRefusal.KindOf(error), $"Cannot append to '{path}': {ErrorText.Of(-error)}."),
    };

    private static SafeFileHandle OpenPortably(string path)
    {
        try
        {
            return File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (UnauthorizedAccessException refused)
        {
            throw new OutputFileException(SpawnFailure.PermissionDenied, $"Cannot append to '{path}': {refused.Message}");
        }
        catch (DirectoryNotFoundException missing)
        {
            throw new OutputFileException(SpawnFailure.NoSuchDirectory, $"Cannot append to '{path}': {missing.Message}");
        }
        catch (IOException refused)
        {
            throw new OutputFileException(SpawnFailure.Unavailable, $"Cannot append to '{path}': {refused.Message}");
        }
    }
}
