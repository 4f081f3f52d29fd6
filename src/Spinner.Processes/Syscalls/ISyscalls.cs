namespace Spinner.Processes;

/// <summary>Every system call of the Linux engine, so that a refusal can be injected. Results below zero are negated error numbers. Safe for concurrent use.</summary>
internal interface ISyscalls
{
    /// <summary>posix_spawn(3): a session of its own, default signals, stdin at its end, nothing else inherited. Returns after the exec.</summary>
    int Spawn(SpawnBlock block, ChildFiles files, out int pid);

    /// <summary>pipe2(2) with close-on-exec.</summary>
    int Pipe(out int readEnd, out int writeEnd);

    int Fcntl(int descriptor, int command, int argument);

    /// <summary>kill(2): 0, or the negated error number.</summary>
    int Kill(int pid, int signal);

    int PidfdOpen(int pid);

    /// <summary>waitid(2); a <paramref name="code"/> of 0 says that nothing has ended yet.</summary>
    int WaitPidfd(int pidfd, int options, out int code, out int status);

    /// <summary>waitid(2) by pid, where there is no pidfd; waits.</summary>
    int WaitPid(int pid, int options);

    /// <summary>waitid(2) for any child without reaping it: the pid of one that has ended, 0 when none has.</summary>
    int FindZombie();

    int EpollCreate();

    int EpollControl(int epoll, int operation, int descriptor, uint events, ulong data);

    /// <summary>epoll_pwait2(2), or epoll_wait(2) in whole milliseconds where it is missing; null waits for ever.</summary>
    int EpollWait(int epoll, Span<EpollEvent> events, TimeSpan? timeout);

    int EventDescriptor();

    int Read(int descriptor, Span<byte> buffer);

    int Write(int descriptor, ReadOnlySpan<byte> bytes);

    int Socket(int family, int type, int protocol);

    /// <summary>socketpair(2): two unix stream sockets with close-on-exec that wait.</summary>
    int SocketPair(out int one, out int other);

    int Connect(int socket, ReadOnlySpan<byte> address);

    /// <summary>getsockname(2): the length of what fitted.</summary>
    int SocketName(int socket, Span<byte> address);

    int Send(int socket, ReadOnlySpan<byte> message);

    /// <summary>Never waits.</summary>
    int Receive(int socket, Span<byte> buffer);

    /// <summary>recvmsg(2) with the sender. Never waits.</summary>
    int ReceiveFrom(int socket, Span<byte> buffer, out DatagramSender sender);

    /// <summary>SO_PEERCRED: who called listen(2) at the other end of a connected unix socket; see unix(7).</summary>
    int PeerPid(int socket);

    int InotifyOpen();

    int InotifyAdd(int inotify, string directory, uint events);

    int InotifyRemove(int inotify, int watch);

    /// <summary>readlink(2): the length of what fitted.</summary>
    int ReadLink(string path, Span<byte> target);

    /// <summary>PR_SET_TIMERSLACK of prctl(2) for the calling thread: how late the kernel may wake it, normally 50 µs.</summary>
    int SetTimerSlack(int nanoseconds);

    int Close(int descriptor);
}
