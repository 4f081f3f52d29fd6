using System.Runtime.InteropServices;

namespace Spinner.Processes;

/// <summary>Whether this system has what the Linux engine needs: each call that has no substitute is tried, for a sandbox may refuse any. Stateless.</summary>
internal static class LinuxSupport
{
    // WEXITED | WNOHANG | WNOWAIT.
    private const int PeekFlags = 4 | 1 | 0x01000000;

    /// <summary>What is missing, in words; null when nothing is.</summary>
    internal static string? Missing(ISyscalls system)
    {
        if (!OperatingSystem.IsLinux()) return "this is not Linux";
        // Structures and variadic calls are laid out for this processor only.
        if (RuntimeInformation.ProcessArchitecture != Architecture.X64) return $"the processor is {RuntimeInformation.ProcessArchitecture}, not X64";
        if (GlibcExports.Find("gnu_get_libc_version") == 0) return "the C library is not glibc";
        if (GlibcExports.Find("posix_spawn_file_actions_addchdir_np") == 0) return "glibc is older than 2.29";
        return MissingForExits(system) ?? MissingForWaiting(system);
    }

    private static string? MissingForExits(ISyscalls system)
    {
        var pidfd = system.PidfdOpen(Environment.ProcessId);
        if (pidfd < 0) return $"pidfd_open(2) is refused: {ErrorText.Of(pidfd)}";
        // We are no child of ours: that is the answer of a kernel that knows the question.
        var peeked = system.WaitPidfd(pidfd, PeekFlags, out _, out _);
        _ = system.Close(pidfd);
        return peeked is 0 or -Errno.NoChild ? null : $"waitid(2) is refused: {ErrorText.Of(peeked)}";
    }

    private static string? MissingForWaiting(ISyscalls system)
    {
        var epoll = system.EpollCreate();
        if (epoll < 0) return $"epoll_create1(2) is refused: {ErrorText.Of(epoll)}";
        var wake = system.EventDescriptor();
        var result = wake < 0 ? wake : system.EpollControl(epoll, Epoll.Add, wake, Epoll.In, 0);
        if (result >= 0) result = system.EpollWait(epoll, new EpollEvent[1], TimeSpan.FromTicks(1));
        if (wake >= 0) _ = system.Close(wake);
        _ = system.Close(epoll);
        return result >= 0 || result == -Errno.Interrupted ? null : $"epoll(7) or eventfd(2) is refused: {ErrorText.Of(result)}";
    }
}
