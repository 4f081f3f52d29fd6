using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Spinner.Processes;

/// <summary>The few calls of libc that the base class library does not have.</summary>
internal static partial class Libc
{
    internal const int Eperm = 1;
    internal const int Esrch = 3;
    internal const int Eacces = 13;
    internal const int SigKill = 9;
    internal static readonly int SigContinue = OperatingSystem.IsLinux() ? 18 : 19;
    internal const int MayExecute = 1;

    // The numbers of Linux on x86-64 and arm64: O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, and O_NOCTTY | O_NONBLOCK: opening never waits.
    internal const int AppendFlags = 0x1 | 0x40 | 0x400 | 0x80000 | 0x100 | 0x800;

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    internal static partial int Kill(int pid, int signal);

    [LibraryImport("libc", EntryPoint = "access", SetLastError = true,
        StringMarshalling = StringMarshalling.Custom, StringMarshallingCustomType = typeof(ByteTextMarshaller))]
    internal static partial int Access(string path, int mode);

    [LibraryImport("libc", EntryPoint = "unlink", SetLastError = true,
        StringMarshalling = StringMarshalling.Custom, StringMarshallingCustomType = typeof(ByteTextMarshaller))]
    internal static partial int Unlink(string path);

    /// <summary>Linux only: elsewhere a variadic function takes its arguments differently.</summary>
    [LibraryImport("libc", EntryPoint = "open", SetLastError = true,
        StringMarshalling = StringMarshalling.Custom, StringMarshallingCustomType = typeof(ByteTextMarshaller))]
    internal static partial int Open(string path, int flags, int mode);

    /// <summary>Linux only, as <see cref="Open"/>.</summary>
    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    internal static partial int Fcntl(int descriptor, int command, int argument);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    internal static partial nint Write(SafeFileHandle file, ReadOnlySpan<byte> bytes, nuint count);

    [LibraryImport("libc", EntryPoint = "readlink", SetLastError = true,
        StringMarshalling = StringMarshalling.Custom, StringMarshallingCustomType = typeof(ByteTextMarshaller))]
    internal static partial nint ReadLink(string path, Span<byte> target, nuint size);

    /// <summary>flock(2) with LOCK_EX | LOCK_NB: false when somebody else has it.</summary>
    internal static bool TryLock(SafeFileHandle file) => Lock(file, 2 | 4) == 0;

    [LibraryImport("libc", EntryPoint = "flock", SetLastError = true)]
    private static partial int Lock(SafeFileHandle file, int operation);
}
