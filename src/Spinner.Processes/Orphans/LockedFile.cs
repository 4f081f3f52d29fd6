using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Spinner.Processes;

/// <summary>Opens a file that is ours alone until it is closed, by whatever death. Linux only, stateless.</summary>
internal static class LockedFile
{
    // O_RDWR | O_CLOEXEC, and O_CREAT | O_EXCL: the numbers of x86-64 and arm64. No child may hold the lock on.
    private const int ReadWrite = 0x2 | 0x80000;
    private const int New = 0x40 | 0x80;

    // rw-------
    private const int Mode = 0x180;

    /// <summary>Null when somebody else has it locked.</summary>
    /// <exception cref="IOException">It cannot be opened.</exception>
    /// <remarks>.NET's own locks fail on opening, and a setting of its runtime switches them off: neither may decide who is dead.</remarks>
    internal static SafeFileHandle? TryOpen(string path, bool create)
    {
        var descriptor = Libc.Open(path, create ? ReadWrite | New : ReadWrite, Mode);
        if (descriptor < 0) throw new IOException($"Cannot open '{path}': {new Win32Exception(Marshal.GetLastPInvokeError()).Message}.");
        var file = new SafeFileHandle(descriptor, ownsHandle: true);
        if (Libc.TryLock(file)) return file;
        file.Dispose();
        return null;
    }
}
