using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Spinner.Processes;

/// <summary>
/// The gate of files that we write and whose path others may know: no link is followed, what is no plain file of ours is refused, and opening
/// never blocks. Stateless.
/// </summary>
internal static class OwnFile
{
    // O_RDWR | O_CREAT | O_APPEND | O_NONBLOCK | O_CLOEXEC; O_NOFOLLOW has another number on arm64.
    private const int Flags = 0x2 | 0x40 | 0x400 | 0x800 | 0x80000;
    private const int NoFollow = 0x20000;
    private const int NoFollowOnArm = 0x8000;
    private const int Eloop = 40;
    private const int Enxio = 6;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Opens a file for reading it and for writing at its end, wherever that is by then. One that is made has mode 0600.</summary>
    /// <exception cref="IOException">It cannot be opened, or is not ours; the message names it.</exception>
    internal static SafeFileHandle OpenToAppend(string path)
    {
        var file = OperatingSystem.IsLinux() ? Open(path) : OpenPortably(path);
        if (AppendFile.StatOf(file) is not { } stat || FaultOf(stat) is not { } fault) return file;
        file.Dispose();
        throw new IOException($"The file '{path}' {fault}.");
    }

    private static string? FaultOf(FileStat stat) => stat.Kind != FileKind.File ? "is no plain file"
        : stat.Owner is { } owner && owner != CurrentUser.Id ? $"belongs to another user (uid {owner}, we are {CurrentUser.Id})"
        : null;

    private static SafeFileHandle Open(string path)
    {
        var isArm = RuntimeInformation.ProcessArchitecture is Architecture.Arm64 or Architecture.Arm;
        var descriptor = Libc.Open(path, Flags | (isArm ? NoFollowOnArm : NoFollow), (int)OwnerOnly);
        if (descriptor >= 0) return new SafeFileHandle(descriptor, ownsHandle: true);
        throw Marshal.GetLastPInvokeError() switch
        {
            Eloop => new IOException($"The file '{path}' is a symbolic link."),
            Enxio => new IOException($"The file '{path}' is no plain file."),
            var error => new IOException($"The file '{path}' cannot be opened: {new Win32Exception(error).Message}."),
        };
    }

    private static SafeFileHandle OpenPortably(string path)
    {
        try
        {
            return File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (UnauthorizedAccessException refused)
        {
            throw new IOException(refused.Message, refused);
        }
    }
}
