using System.Collections.Concurrent;

namespace Spinner.Processes;

/// <summary>
/// One thread that only waits: for descriptors, for its timers, for what other threads post. It lives as long as the process.
/// Only <see cref="Post"/>, <see cref="RunOnPool"/> and <see cref="Dispose"/> may be called from other threads. What it runs must not block. What throws ends its owner,
/// who is told, and nobody else.
/// </summary>
internal sealed class Reactor : IDisposable
{
    private const int Batch = 256;
    private const ulong WakeId = 0;

    // A readiness tick is 0.2 ms: being 50 µs late each time would cost a quarter of it.
    private const int Slack = 1000;

    private readonly ConcurrentQueue<ReactorWork> _posted = new();
    private readonly Dictionary<ulong, ReactorWork> _sources = [];
    private readonly EpollEvent[] _events = new EpollEvent[Batch];
    private readonly AutoResetEvent _wakeWithoutEpoll = new(false);
    private readonly int _epoll;
    private readonly int _wake;
    private ulong _lastId = WakeId;
    private int _signalled;
    private bool _stopped;
    private volatile bool _isBroken;

    /// <exception cref="IOException">The system refused a descriptor or a thread.</exception>
    internal Reactor(ISyscalls system)
    {
        System = system;
        _epoll = system.EpollCreate();
        _wake = _epoll < 0 ? _epoll : system.EventDescriptor();
        var added = _wake < 0 ? _wake : system.EpollControl(_epoll, Epoll.Add, _wake, Epoll.In, WakeId);
        if (added < 0)
        {
            CloseBoth();
            throw new IOException($"The system refused what the Linux engine waits with: {ErrorText.Of(added)}.");
        }

        try
        {
            // Without the caller's context: this thread serves everybody, and would keep its values for ever.
            new Thread(Run) { IsBackground = true, Name = "spinner reactor" }.UnsafeStart();
        }
        catch (Exception refused) when (refused is OutOfMemoryException or ThreadStartException)
        {
            CloseBoth();
            throw new IOException($"The system refused the Linux engine a thread: {refused.Message}", refused);
        }
    }

    internal ISyscalls System { get; }

    internal ReactorTimers Timers { get; } = new();

    /// <summary>It cannot wait for descriptors any more: timers and posts go on, and whoever begins anew needs another one.</summary>
    internal bool IsBroken => _isBroken;

    /// <summary>Runs an action on the reactor's thread, in the order posted. Safe for concurrent use.</summary>
    internal void Post(Action action, Action<Exception>? broken = null)
    {
        _posted.Enqueue(new ReactorWork(action, broken));
        if (Interlocked.Exchange(ref _signalled, 1) != 0) return;
        _ = System.Write(_wake, BitConverter.GetBytes(1UL));
        if (_isBroken) _wakeWithoutEpoll.Set();
    }

    /// <summary>Does what takes long on a thread of the pool, and goes on here.</summary>
    /// <param name="work">Its result is handed to <paramref name="then"/>.</param>
    /// <param name="then">Runs on the reactor's thread.</param>
    /// <param name="broken">Told there what either of the two threw.</param>
    internal void RunOnPool<T>(Func<T> work, Action<T> then, Action<Exception> broken) => ThreadPool.UnsafeQueueUserWorkItem(_ =>
    {
        try
        {
            var result = work();
            Post(() => then(result), broken);
        }
        catch (Exception bug)
        {
            Post(() => broken(bug));
        }
    }, null);

    /// <summary>Calls <paramref name="ready"/> as long as the descriptor can be read, unless it throws.</summary>
    /// <returns>An id for <see cref="Unwatch"/>, or null with the negated error number in <paramref name="error"/>.</returns>
    internal ulong? Watch(int descriptor, uint events, Action ready, out int error, Action<Exception>? broken = null)
    {
        // An id is never used twice, so an event that was already fetched for a closed descriptor finds nobody.
        var id = ++_lastId;
        error = _isBroken ? -Errno.BadDescriptor : System.EpollControl(_epoll, Epoll.Add, descriptor, events, id);
        if (error < 0) return null;
        _sources.Add(id, new ReactorWork(ready, bug =>
        {
            // It would throw again at once, without end.
            Unwatch(id, descriptor);
            broken?.Invoke(bug);
        }));
        return id;
    }

    /// <summary>Lets a one-shot source tell again.</summary>
    internal void Rearm(ulong id, int descriptor, uint events) => _ = System.EpollControl(_epoll, Epoll.Modify, descriptor, events, id);

    internal void Unwatch(ulong id, int descriptor)
    {
        if (_sources.Remove(id)) _ = System.EpollControl(_epoll, Epoll.Delete, descriptor, 0, 0);
    }

    /// <summary>Ends the thread: for tests, the one of the process is immortal.</summary>
    public void Dispose() => Post(() => _stopped = true);

    private void Run()
    {
        _ = System.SetTimerSlack(Slack);
        while (!_stopped)
        {
            var patience = _posted.IsEmpty ? Timers.Next : TimeSpan.Zero;
            if (_isBroken) WaitWithoutEpoll(patience);
            else WaitForDescriptors(patience);
            while (_posted.TryDequeue(out var work)) work.Run();
            Timers.RunDue();
        }

        CloseBoth();
    }

    private void WaitForDescriptors(TimeSpan? patience)
    {
        var count = System.EpollWait(_epoll, _events, patience);
        if (count < 0 && count != -Errno.Interrupted) Break(count);
        for (var i = 0; i < count; i++) Dispatch(_events[i].Data);
    }

    private void Dispatch(ulong id)
    {
        if (id == WakeId) ClearWake();
        else if (_sources.TryGetValue(id, out var source)) source.Run();
    }

    // Before the queue is emptied, with a full fence: whoever posts after the last look at the queue sees 0 and wakes us again.
    private void ClearWake()
    {
        Span<byte> counter = stackalloc byte[8];
        _ = System.Read(_wake, counter);
        Interlocked.Exchange(ref _signalled, 0);
    }

    // A sandbox that came later, or somebody who closed what is ours. Children must still end and be told, so the thread lives on.
    private void Break(int error)
    {
        _isBroken = true;
        Interlocked.Exchange(ref _signalled, 0);
        var reason = new IOException($"The Linux engine cannot wait: {ErrorText.Of(error)}.", -error);
        foreach (var source in _sources.Values.ToList()) source.Break(reason);
        _sources.Clear();
    }

    private void WaitWithoutEpoll(TimeSpan? patience)
    {
        _wakeWithoutEpoll.WaitOne(patience is { } limit ? (int)Math.Min(int.MaxValue, Math.Ceiling(limit.TotalMilliseconds)) : Timeout.Infinite);
        Interlocked.Exchange(ref _signalled, 0);
    }

    private void CloseBoth()
    {
        if (_epoll >= 0) _ = System.Close(_epoll);
        if (_wake >= 0) _ = System.Close(_wake);
    }
}
