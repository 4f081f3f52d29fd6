using System.Net;
using System.Net.Sockets;
using Spinner.Actors;

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

    /// <summary>Answers that nothing has ended, while true.</summary>
    public bool NothingEnds { get => Volatile.Read(ref _nothingEnds); set => Volatile.Write(ref _nothingEnds, value); }

    private bool _nothingEnds;

    private int _looks;

    /// <summary>How often it was looked whether a child has ended.</summary>
    public int Looks => Volatile.Read(ref _looks);

    /// <summary>Taken instead of what the kernel says, while it is not null.</summary>
    public Func<byte[]?>? OnReceive { get; set; }

    /// <summary>Told what comes from the kernel.</summary>
    public Action<byte[]>? Received { get; set; }

    /// <summary>Whoever reads output finds more and more.</summary>
    public bool IsEndless { get => Volatile.Read(ref _isEndless); set => Volatile.Write(ref _isEndless, value); }

    private bool _isEndless;
    private int _watches;

    /// <summary>How many directories are watched for a socket or a file.</summary>
    public int Watches => Volatile.Read(ref _watches);

    /// <summary>The child's ends of pipes get this number, as in a process whose own is closed; they are never closed.</summary>
    public int? ChildsEnd { get; set; }

    /// <summary>Asked before each wait for descriptors.</summary>
    public Func<int>? OnEpollWait { get; set; }

    /// <summary>Asked before epoll_pwait2(2).</summary>
    public Func<int>? OnPrecise { get; set; }

    /// <summary>Told pid and signal, before the system is; an error is a refusal.</summary>
    public Func<int, int, int>? OnKill { get; set; }

    public Func<int>? OnEventDescriptor { get; set; }

    public Func<int>? OnSpawn { get; set; }

    private int _pairs;

    /// <summary>How many pairs of sockets were made.</summary>
    public int Pairs => Volatile.Read(ref _pairs);

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
        Ask(OnInotifyAdd?.Invoke(directory)) ?? Counted(base.InotifyAdd(inotify, directory, events), 1);

    int ISyscalls.InotifyRemove(int inotify, int watch) => Counted(base.InotifyRemove(inotify, watch), -1);

    int ISyscalls.Receive(int socket, Span<byte> buffer)
    {
        if (OnReceive?.Invoke() is { } told)
        {
            told.CopyTo(buffer);
            return told.Length;
        }

        var count = base.Receive(socket, buffer);
        if (count > 0) Received?.Invoke(buffer[..count].ToArray());
        return count;
    }

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
        var result = Ask(OnPipe?.Invoke()) ?? base.Pipe(out readEnd, out writeEnd);
        if (ChildsEnd is not { } low || result < 0) return result;
        _ = base.Close(writeEnd);
        writeEnd = low;
        return result;
    }

    int ISyscalls.SocketPair(out int one, out int other)
    {
        Interlocked.Increment(ref _pairs);
        return base.SocketPair(out one, out other);
    }

    int ISyscalls.Read(int descriptor, Span<byte> buffer) => IsEndless && buffer.Length > 4096 ? buffer.Length : base.Read(descriptor, buffer);

    int ISyscalls.Close(int descriptor) => descriptor == ChildsEnd ? 0 : base.Close(descriptor);

    int ISyscalls.WaitPidfd(int pidfd, int options, out int code, out int status)
    {
        (code, status) = (0, 0);
        Interlocked.Increment(ref _looks);
        if (NothingEnds) return 0;
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

    private int Counted(int result, int by)
    {
        if (result >= 0) Interlocked.Add(ref _watches, by);
        return result;
    }

    // 0 is no refusal.
    private static int? Ask(int? error) => error is null or 0 ? null : -error;
}
