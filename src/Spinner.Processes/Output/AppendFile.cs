using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Spinner.Processes;

/// <summary>Opens a file that several launches may append to at once, and that may be rotated by truncation.</summary>
internal static class AppendFile
{
    // rw-rw-r--, before the umask.
    private const int Mode = 0x1B4;

    /// <exception cref="IOException">It cannot be opened; the message names the file and the reason.</exception>
    internal static Stream Open(string path) => OperatingSystem.IsLinux() ? OpenAppending(path) : OpenAtEnd(path);

    // FileMode.Append only seeks once: two of them overwrite each other. O_APPEND makes the system find the end for every write.
    private static FileStream OpenAppending(string path)
    {
        var descriptor = Libc.Open(path, Libc.AppendFlags, Mode);
        if (descriptor < 0) throw new IOException($"Cannot append to '{path}': {new Win32Exception(Marshal.GetLastPInvokeError()).Message}.");
        return new FileStream(new SafeFileHandle(descriptor, ownsHandle: true), FileAccess.Write, bufferSize: 0);
    }

    private static FileStream OpenAtEnd(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0, useAsync: true);
        }
        catch (UnauthorizedAccessException refused)
        {
            throw new IOException($"Cannot append to '{path}': {refused.Message}", refused);
        }
    }
}
