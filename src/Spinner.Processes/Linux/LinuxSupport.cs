using System.Runtime.InteropServices;

namespace Spinner.Processes;

/// <summary>Whether this system has what the Linux engine needs. Stateless.</summary>
internal static class LinuxSupport
{
    /// <summary>What is missing, in words; null when nothing is.</summary>
    internal static string? Missing(ISyscalls system)
    {
        if (!OperatingSystem.IsLinux()) return "this is not Linux";
        // Structures and variadic calls are laid out for this processor only.
        if (RuntimeInformation.ProcessArchitecture != Architecture.X64) return $"the processor is {RuntimeInformation.ProcessArchitecture}, not X64";
        if (GlibcExports.Find("gnu_get_libc_version") == 0) return "the C library is not glibc";
        if (GlibcExports.Find("posix_spawn_file_actions_addchdir_np") == 0) return "glibc is older than 2.29";
        var pidfd = system.PidfdOpen(Environment.ProcessId);
        if (pidfd < 0) return $"pidfd_open(2) is refused: {ErrorText.Of(pidfd)}";
        _ = system.Close(pidfd);
        return null;
    }
}
