namespace Spinner.Processes;

/// <summary>Whether somebody still writes a program: execve(2) refuses it then, see ETXTBSY. Linux only, stateless.</summary>
internal static class BusyFile
{
    private const int SetLease = 1024;
    private const int SetSignal = 10;
    private const int ReadLease = 0;
    private const int NoLease = 2;

    // Ignored unless handled. The default, SIGIO, would end us if somebody opened the file to write in this moment.
    private const int Urgent = 23;

    // O_RDONLY | O_NONBLOCK | O_CLOEXEC.
    private const int Flags = 0x800 | 0x80000;

    /// <summary>False also where the system does not tell: a file of another user's, a file system without leases.</summary>
    internal static bool IsOpenForWriting(string path)
    {
        if (!OperatingSystem.IsLinux()) return false;
        var descriptor = Libc.Open(path, Flags, 0);
        if (descriptor < 0) return false;
        using var file = new Microsoft.Win32.SafeHandles.SafeFileHandle(descriptor, ownsHandle: true);
        if (Libc.Fcntl(descriptor, SetSignal, Urgent) < 0) return false;
        if (Libc.Fcntl(descriptor, SetLease, ReadLease) >= 0)
        {
            _ = Libc.Fcntl(descriptor, SetLease, NoLease);
            return false;
        }

        return System.Runtime.InteropServices.Marshal.GetLastPInvokeError() == Errno.TryAgain;
    }
}
