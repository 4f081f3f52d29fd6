using Microsoft.Win32.SafeHandles;

namespace Spinner.Processes;

/// <summary>Opens a file that is ours alone until it is closed, by whatever death. Linux only, stateless.</summary>
internal static class LockedFile
{
    /// <summary>Null when somebody else has it locked.</summary>
    /// <exception cref="IOException">It cannot be opened.</exception>
    /// <remarks>.NET's own locks fail on opening, and a setting of its runtime switches them off: neither may decide who is dead.</remarks>
    internal static SafeFileHandle? TryOpen(string path, bool create)
    {
        var file = PrivateFile.Open(path, create ? FileMode.CreateNew : FileMode.Open);
        if (Libc.TryLock(file)) return file;
        file.Dispose();
        return null;
    }
}
