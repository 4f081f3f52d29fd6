using System.Runtime.InteropServices;

namespace Spinner.Processes;

/// <summary>posix_spawn(3) with what every child of this engine gets. Safe for concurrent use.</summary>
internal static unsafe partial class LibcSpawn
{
    // POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK
    private const short Flags = 0x80 | 0x04 | 0x08;

    // glibc's own sizes on x86-64 are 336, 80 and 128 bytes.
    private const int AttributesSize = 512;
    private const int ActionsSize = 256;
    private const int SignalSetSize = 128;
    private const int FirstPassed = 3;

    private static readonly delegate* unmanaged<void*, int, int> CloseFrom = FindCloseFrom();
    private static readonly void* Attributes = CreateAttributes();
    private static readonly byte* Null = (byte*)Marshal.StringToCoTaskMemUTF8("/dev/null");

    /// <summary>Returns 0 or a negated error number of the fork, a file action or the exec.</summary>
    internal static int Spawn(SpawnBlock block, ChildFiles files, out int pid)
    {
        var actions = stackalloc byte[ActionsSize];
        var error = ActionsInit(actions);
        pid = 0;
        if (error != 0) return -error;
        try
        {
            error = Describe(actions, block, files);
            if (error != 0) return -error;
            int child;
            error = PosixSpawn(&child, *block.Arguments, actions, Attributes, block.Arguments, block.Environment);
            pid = child;
            return -error;
        }
        finally
        {
            _ = ActionsDestroy(actions);
        }
    }

    private static int Describe(void* actions, SpawnBlock block, ChildFiles files)
    {
        var error = AddOpen(actions, 0, Null, 0, 0);
        if (error == 0) error = AddDup2(actions, files.Stdout, 1);
        if (error == 0) error = AddDup2(actions, files.Stderr, 2);
        // After the pipes, one of which may have this very number; on itself it clears close-on-exec.
        if (error == 0 && files.Listener is { } listener) error = AddDup2(actions, listener, FirstPassed);
        if (error == 0 && block.Directory is not null) error = AddChdir(actions, block.Directory);
        // What the supervisor itself inherited from its parent is not close-on-exec. Before glibc 2.34 nothing can be done about that.
        if (error == 0 && CloseFrom is not null) error = CloseFrom(actions, files.Listener is null ? FirstPassed : FirstPassed + 1);
        return error;
    }

    // .NET ignores SIGPIPE, and a supervisor started with & has SIGINT and SIGQUIT ignored: exec would hand that on.
    private static void* CreateAttributes()
    {
        var attributes = NativeMemory.AllocZeroed(AttributesSize);
        var signals = stackalloc byte[SignalSetSize];
        _ = AttributesInit(attributes);
        _ = FillSet(signals);
        _ = SetDefault(attributes, signals);
        _ = EmptySet(signals);
        _ = SetMask(attributes, signals);
        _ = SetFlags(attributes, Flags);
        return attributes;
    }

    private static delegate* unmanaged<void*, int, int> FindCloseFrom() =>
        GlibcExports.Find("posix_spawn_file_actions_addclosefrom_np") is var address and not 0 ? (delegate* unmanaged<void*, int, int>)address : null;

    [LibraryImport("libc", EntryPoint = "posix_spawn")]
    private static partial int PosixSpawn(int* pid, byte* path, void* actions, void* attributes, byte** arguments, byte** environment);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_init")]
    private static partial int ActionsInit(void* actions);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_destroy")]
    private static partial int ActionsDestroy(void* actions);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_addopen")]
    private static partial int AddOpen(void* actions, int descriptor, byte* path, int flags, uint mode);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_adddup2")]
    private static partial int AddDup2(void* actions, int from, int to);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_addchdir_np")]
    private static partial int AddChdir(void* actions, byte* directory);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_init")]
    private static partial int AttributesInit(void* attributes);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_setflags")]
    private static partial int SetFlags(void* attributes, short flags);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_setsigdefault")]
    private static partial int SetDefault(void* attributes, byte* signals);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_setsigmask")]
    private static partial int SetMask(void* attributes, byte* signals);

    [LibraryImport("libc", EntryPoint = "sigfillset")]
    private static partial int FillSet(byte* signals);

    [LibraryImport("libc", EntryPoint = "sigemptyset")]
    private static partial int EmptySet(byte* signals);
}
