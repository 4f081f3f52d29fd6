namespace Spinner.Processes;

/// <summary>
/// All output pipes behind one descriptor of the reactor, so that thousands of lines cost a few wakes: after a wake the pipes rest for a moment.
/// Exits and readiness never wait for it. Used by the reactor's thread only.
/// </summary>
internal sealed class OutputEpoll
{
    private const int Batch = 256;

    // A quiet child's first line comes at once; only what follows waits. A pipe of 64 KiB at 0.5 ms is 128 MB/s.
    private const int Much = 4096;
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan ShortRest = TimeSpan.FromMilliseconds(0.5);

    // A read costs the same for one line or ten, and mostly cold memory. From some 4000 reads a second on the rests grow, so that each takes several lines.
    private static readonly TimeSpan RestForEach = TimeSpan.FromMilliseconds(0.25);
    private static readonly TimeSpan LongestRest = TimeSpan.FromMilliseconds(500);

    private readonly Reactor _reactor;
    private readonly Dictionary<ulong, (Func<int> Read, Action<Exception> Broken)> _readers = [];
    private readonly EpollEvent[] _events = new EpollEvent[Batch];
    private readonly int _epoll;
    private ulong _watch;
    private ulong _lastId;
    private int _wave;

    /// <exception cref="IOException">The system refused a descriptor.</exception>
    internal OutputEpoll(Reactor reactor)
    {
        _reactor = reactor;
        _epoll = reactor.System.EpollCreate();
        if (_epoll < 0) throw new IOException($"The system refused what the Linux engine reads output with: {ErrorText.Of(_epoll)}.");
        reactor.Post(Begin);
    }

    /// <summary>One buffer for every read: what it holds is given away before the next read.</summary>
    internal byte[] Buffer { get; } = new byte[64 * 1024];

    /// <summary>Calls <paramref name="read"/> when there is something; it tells how much it took, and what it throws is told.</summary>
    /// <returns>An id for <see cref="Remove"/>, or null with the negated error number.</returns>
    internal ulong? Add(int descriptor, Func<int> read, Action<Exception> broken, out int error)
    {
        var id = ++_lastId;
        error = _reactor.System.EpollControl(_epoll, Epoll.Add, descriptor, Epoll.In, id);
        if (error < 0) return null;
        _readers.Add(id, (read, broken));
        return id;
    }

    internal void Remove(ulong id, int descriptor)
    {
        if (_readers.Remove(id)) _ = _reactor.System.EpollControl(_epoll, Epoll.Delete, descriptor, 0, 0);
    }

    internal void Close() => _ = _reactor.System.Close(_epoll);

    private void Begin()
    {
        if (_reactor.Watch(_epoll, Epoll.In | Epoll.OneShot, ReadAll, out _) is { } id) _watch = id;
        else _reactor.Timers.Add(Rest, Begin);
    }

    private void ReadAll()
    {
        var most = 0;
        var count = _reactor.System.EpollWait(_epoll, _events, TimeSpan.Zero);
        for (var i = 0; i < count; i++)
        {
            if (_readers.TryGetValue(_events[i].Data, out var reader)) most = Math.Max(most, Read(reader.Read, reader.Broken));
        }

        _wave += Math.Max(0, count);
        // A full batch is not all there is. What else the reactor watches gets its turn between batches.
        var rest = most >= Much || count == Batch ? ShortRest : RestAfter(_wave);
        if (rest != ShortRest) _wave = 0;
        _reactor.Timers.Add(rest, () => _reactor.Rearm(_watch, _epoll, Epoll.In | Epoll.OneShot));
    }

    // One reader that fails must not keep the others from being read again.
    private static int Read(Func<int> read, Action<Exception> broken)
    {
        var count = 0;
        new ReactorWork(() => count = read(), broken).Run();
        return count;
    }

    private static TimeSpan RestAfter(int reads)
    {
        var rest = reads * RestForEach;
        return rest < Rest ? Rest : rest > LongestRest ? LongestRest : rest;
    }
}
