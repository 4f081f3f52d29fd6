using System.Runtime.InteropServices;

namespace Spinner.Processes;

/// <summary>The real system calls, through glibc on x86-64. Safe for concurrent use.</summary>
internal unsafe class LibcSyscalls : ISyscalls
{
    private const int CloseOnExec = 0x80000;
    private const int NonBlocking = 0x800;
    private const int NoSignal = 0x4000;
    private const int DontWait = 0x40;
    private const int ByPid = 1;
    private const int ByPidfd = 3;
    private const int InfoSize = 128;
    private const int EpollPwait2 = 441;

    private bool _hasPwait2 = true;

    public int Spawn(SpawnBlock block, ChildFiles files, out int pid) => LibcSpawn.Spawn(block, files, out pid);

    public int Pipe(out int readEnd, out int writeEnd)
    {
        var ends = stackalloc int[2];
        var result = Checked(LibcImports.Pipe(ends, CloseOnExec));
        (readEnd, writeEnd) = result < 0 ? (-1, -1) : (ends[0], ends[1]);
        return result;
    }

    public int Fcntl(int descriptor, int command, int argument) => Checked(LibcImports.Fcntl(descriptor, command, argument));

    public int Kill(int pid, int signal) => Checked(Libc.Kill(pid, signal));

    // glibc has a wrapper since 2.36 only.
    public int PidfdOpen(int pid) => Checked(LibcImports.Syscall(434, pid, 0, 0, 0, 0, 0));

    public int WaitPidfd(int pidfd, int options, out int code, out int status)
    {
        var info = stackalloc byte[InfoSize];
        new Span<byte>(info, InfoSize).Clear();
        var result = Checked(LibcImports.WaitId(ByPidfd, pidfd, info, options));
        (code, status) = (*(int*)(info + 8), *(int*)(info + 24));
        return result;
    }

    public int WaitPid(int pid, int options)
    {
        var info = stackalloc byte[InfoSize];
        return Checked(LibcImports.WaitId(ByPid, pid, info, options));
    }

    public int FindZombie()
    {
        // P_ALL, WEXITED | WNOWAIT | WNOHANG; si_pid.
        var info = stackalloc byte[InfoSize];
        new Span<byte>(info, InfoSize).Clear();
        var result = Checked(LibcImports.WaitId(0, 0, info, 4 | 0x01000000 | 1));
        return result < 0 ? result : *(int*)(info + 16);
    }

    public int EpollCreate() => Checked(LibcImports.EpollCreate(CloseOnExec));

    public int EpollControl(int epoll, int operation, int descriptor, uint events, ulong data)
    {
        var change = new EpollEvent(events, data);
        return Checked(LibcImports.EpollControl(epoll, operation, descriptor, &change));
    }

    public int EpollWait(int epoll, Span<EpollEvent> events, TimeSpan? timeout)
    {
        fixed (EpollEvent* first = events)
        {
            if (timeout is not { } limit) return Checked(LibcImports.EpollWait(epoll, first, events.Length, -1));
            if (limit > TimeSpan.Zero && _hasPwait2)
            {
                var result = WaitPrecisely(epoll, first, events.Length, limit);
                // Old filters of sandboxes refuse a call they do not know with another number than the kernel.
                if (result is not (-Errno.NoSuchCall or -Errno.NotPermitted or -Errno.Denied)) return result;
                _hasPwait2 = false;
            }

            return Checked(LibcImports.EpollWait(epoll, first, events.Length, (int)Math.Min(int.MaxValue, Math.Ceiling(limit.TotalMilliseconds))));
        }
    }

    public int EventDescriptor() => Checked(LibcImports.EventDescriptor(0, CloseOnExec | NonBlocking));

    public int Read(int descriptor, Span<byte> buffer)
    {
        fixed (byte* first = buffer) return Checked(LibcImports.Read(descriptor, first, (nuint)buffer.Length));
    }

    public int Write(int descriptor, ReadOnlySpan<byte> bytes)
    {
        fixed (byte* first = bytes) return Checked(LibcImports.Write(descriptor, first, (nuint)bytes.Length));
    }

    public int Socket(int family, int type, int protocol) => Checked(LibcImports.Socket(family, type | CloseOnExec | NonBlocking, protocol));

    public int SocketPair(out int one, out int other)
    {
        var ends = stackalloc int[2];
        var result = Checked(LibcImports.SocketPair(1, 1 | CloseOnExec, 0, ends));
        (one, other) = result < 0 ? (-1, -1) : (ends[0], ends[1]);
        return result;
    }

    public int Connect(int socket, ReadOnlySpan<byte> address)
    {
        fixed (byte* first = address) return Checked(LibcImports.Connect(socket, first, (uint)address.Length));
    }

    public int SocketName(int socket, Span<byte> address)
    {
        var length = (uint)address.Length;
        fixed (byte* first = address)
        {
            var result = Checked(LibcImports.SocketName(socket, first, &length));
            return result < 0 ? result : (int)length;
        }
    }

    public int Send(int socket, ReadOnlySpan<byte> message)
    {
        fixed (byte* first = message) return Checked(LibcImports.Send(socket, first, (nuint)message.Length, NoSignal));
    }

    public int Receive(int socket, Span<byte> buffer)
    {
        fixed (byte* first = buffer) return Checked(LibcImports.Receive(socket, first, (nuint)buffer.Length, DontWait));
    }

    public int ReceiveFrom(int socket, Span<byte> buffer, out DatagramSender sender) => Checked(Datagram.Receive(socket, buffer, out sender));

    public int PeerPid(int socket)
    {
        // struct ucred: pid, uid, gid. SOL_SOCKET is 1, SO_PEERCRED 17.
        var credentials = stackalloc int[3];
        var length = 12u;
        var result = Checked(LibcImports.GetOption(socket, 1, 17, credentials, &length));
        return result < 0 ? result : credentials[0];
    }

    public int InotifyOpen() => Checked(LibcImports.InotifyOpen(CloseOnExec | NonBlocking));

    public int InotifyAdd(int inotify, string directory, uint events) => Checked(LibcImports.InotifyAdd(inotify, directory, events));

    public int InotifyRemove(int inotify, int watch) => Checked(LibcImports.InotifyRemove(inotify, watch));

    public int ReadLink(string path, Span<byte> target)
    {
        fixed (byte* first = target) return Checked(LibcImports.ReadLink(path, first, (nuint)target.Length));
    }

    public int SetTimerSlack(int nanoseconds) => Checked(LibcImports.ProcessControl(29, (nuint)nanoseconds, 0, 0, 0));

    public int Close(int descriptor) => Checked(LibcImports.Close(descriptor));

    /// <summary>epoll_pwait2(2).</summary>
    protected virtual int WaitPrecisely(int epoll, EpollEvent* events, int count, TimeSpan limit)
    {
        var spec = stackalloc long[2] { limit.Ticks / TimeSpan.TicksPerSecond, limit.Ticks % TimeSpan.TicksPerSecond * 100 };
        return Checked(LibcImports.Syscall(EpollPwait2, epoll, (nint)events, count, (nint)spec, 0, 0));
    }

    private static int Checked(nint result) => result < 0 ? -Marshal.GetLastPInvokeError() : (int)result;
}
