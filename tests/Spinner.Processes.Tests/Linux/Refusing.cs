using System.Net;
using System.Net.Sockets;

namespace Spinner.Processes.Tests.Linux;

/// <summary>The real system calls, some of which are refused with an error number.</summary>
internal sealed class Refusing : LibcSyscalls, ISyscalls
{
    public const int Netlink = 16;
    public const int Emfile = 24;
    public const int Enospc = 28;
    public const int Enosys = 38;

    private long _waits;

    /// <summary>How often epoll was waited for.</summary>
    public long Waits => Interlocked.Read(ref _waits);

    /// <summary>Asked with an address family.</summary>
    public Func<int, int>? OnSocket { get; set; }

    /// <summary>Told a socket before it is connected.</summary>
    public Action<int>? OnConnect { get; set; }

    public Func<int>? OnPipe { get; set; }

    public Func<int>? OnPidfdOpen { get; set; }

    public Func<int>? OnEpollCreate { get; set; }

    public Func<int>? OnInotify { get; set; }

    /// <summary>Asked with the directory that is to be watched.</summary>
    public Func<string, int>? OnInotifyAdd { get; set; }

    public Func<int>? OnWait { get; set; }

    /// <summary>Asked before each wait for descriptors.</summary>
    public Func<int>? OnEpollWait { get; set; }

    /// <summary>Asked before epoll_pwait2(2).</summary>
    public Func<int>? OnPrecise { get; set; }

    /// <summary>Told pid and signal, before the system is; an error is a refusal.</summary>
    public Func<int, int, int>? OnKill { get; set; }

    public Func<int>? OnEventDescriptor { get; set; }

    public Func<int>? OnSpawn { get; set; }

    /// <summary>Asked with the descriptor that is to be watched.</summary>
    public Func<int, int>? OnWatch { get; set; }

    /// <summary>As a kernel without epoll_pwait2(2).</summary>
    public bool WholeMilliseconds { get; set; }

    int ISyscalls.Socket(int family, int type, int protocol) => Ask(OnSocket?.Invoke(family)) ?? base.Socket(family, type, protocol);

    int ISyscalls.Connect(int socket, ReadOnlySpan<byte> address)
    {
        OnConnect?.Invoke(socket);
        return base.Connect(socket, address);
    }

    int ISyscalls.PidfdOpen(int pid) => Ask(OnPidfdOpen?.Invoke()) ?? base.PidfdOpen(pid);

    int ISyscalls.EpollCreate() => Ask(OnEpollCreate?.Invoke()) ?? base.EpollCreate();

    int ISyscalls.InotifyOpen() => Ask(OnInotify?.Invoke()) ?? base.InotifyOpen();

    int ISyscalls.InotifyAdd(int inotify, string directory, uint events) =>
        Ask(OnInotifyAdd?.Invoke(directory)) ?? base.InotifyAdd(inotify, directory, events);

    int ISyscalls.EpollControl(int epoll, int operation, int descriptor, uint events, ulong data) =>
        (operation == Epoll.Add ? Ask(OnWatch?.Invoke(descriptor)) : null) ?? base.EpollControl(epoll, operation, descriptor, events, data);

    int ISyscalls.EpollWait(int epoll, Span<EpollEvent> events, TimeSpan? timeout)
    {
        Interlocked.Increment(ref _waits);
        if (Ask(OnEpollWait?.Invoke()) is { } refused) return refused;
        if (WholeMilliseconds && timeout is { } limit) timeout = TimeSpan.FromMilliseconds(Math.Ceiling(limit.TotalMilliseconds));
        return base.EpollWait(epoll, events, timeout);
    }

    int ISyscalls.Pipe(out int readEnd, out int writeEnd)
    {
        (readEnd, writeEnd) = (-1, -1);
        return Ask(OnPipe?.Invoke()) ?? base.Pipe(out readEnd, out writeEnd);
    }

    int ISyscalls.WaitPidfd(int pidfd, int options, out int code, out int status)
    {
        (code, status) = (0, 0);
        return Ask(OnWait?.Invoke()) ?? base.WaitPidfd(pidfd, options, out code, out status);
    }

    int ISyscalls.Spawn(SpawnBlock block, ChildFiles files, out int pid)
    {
        pid = 0;
        return Ask(OnSpawn?.Invoke()) ?? base.Spawn(block, files, out pid);
    }

    int ISyscalls.Kill(int pid, int signal) => Ask(OnKill?.Invoke(pid, signal)) ?? base.Kill(pid, signal);

    int ISyscalls.EventDescriptor() => Ask(OnEventDescriptor?.Invoke()) ?? base.EventDescriptor();

    protected override unsafe int WaitPrecisely(int epoll, EpollEvent* events, int count, TimeSpan limit) =>
        Ask(OnPrecise?.Invoke()) ?? base.WaitPrecisely(epoll, events, count, limit);

    /// <summary>Binds a socket of ours; a second time does nothing.</summary>
    public static void BindTo(int descriptor, TcpEndpoint address)
    {
        var socket = new Socket(new SafeSocketHandle(descriptor, ownsHandle: false));
        if (socket.LocalEndPoint is not IPEndPoint { Port: > 0 }) socket.Bind(new IPEndPoint(IPAddress.Parse(address.Host), address.Port));
    }

    // 0 is no refusal.
    private static int? Ask(int? error) => error is null or 0 ? null : -error;
}
