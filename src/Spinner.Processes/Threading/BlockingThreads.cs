using System.Diagnostics;

namespace Spinner.Processes;

/// <summary>
/// Threads for what may block for as long as it likes: a few that are kept, and more while none of them has come free for a moment, so that
/// neither the shared pool nor others who do the same wait for who blocks. Safe for concurrent use.
/// </summary>
internal sealed class BlockingThreads
{
    private const int Kept = 2;
    private const int MostAtOnce = 8;
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Linger = TimeSpan.FromSeconds(10);

    private readonly object _lock = new();
    private readonly Queue<Action> _queue = new();
    private readonly AutoResetEvent _busy = new(false);
    private readonly string _name;
    [ThreadStatic]
    private static BlockingThreads? _current;

    private int _threads;
    private int _idle;
    private bool _isWatched;
    private bool _hasWatcher;
    private long _begun;

    internal BlockingThreads(string name)
    {
        _name = name;
        lock (_lock) Fill();
    }

    /// <summary>For children's output: files, streams and logs of users.</summary>
    internal static BlockingThreads Output { get; } = new("spinner output");

    /// <summary>For spawns and other looks at files, since a file system may hang.</summary>
    internal static BlockingThreads Spawns { get; } = new("spinner spawns");

    /// <summary>For telling observers.</summary>
    internal static BlockingThreads Calls { get; } = new("spinner calls");

    /// <summary>Whether the caller is on such a thread, of whichever kind, and may block.</summary>
    internal static bool IsCurrent => _current is not null;

    /// <summary>How many there are now.</summary>
    internal int Count
    {
        get
        {
            lock (_lock) return _threads;
        }
    }

    /// <summary>How many have nothing to do.</summary>
    internal int Idle
    {
        get
        {
            lock (_lock) return _idle;
        }
    }

    /// <summary>Runs something that throws nothing.</summary>
    internal void Post(Action work)
    {
        lock (_lock)
        {
            _queue.Enqueue(work);
            Monitor.Pulse(_lock);
            // One that was woken for earlier work still counts as idle until it has begun that.
            if (_queue.Count <= _idle) return;
            Fill();
            if (_isWatched) return;
            _isWatched = true;
        }

        _busy.Set();
    }

    /// <summary>Await it to go on on such a thread, at once if this is one.</summary>
    internal Entry EnterAsync() => new(this);

    // A system without another thread for us (pids, memory, descriptors) leaves us with those there are; the next work tries again.
    private void Fill()
    {
        if (!_hasWatcher) _hasWatcher = TryStart(Watch);
        while (_threads < Kept && TryStart(Work)) _threads++;
    }

    private bool TryStart(ThreadStart body)
    {
        try
        {
            new Thread(body) { IsBackground = true, Name = _name }.UnsafeStart();
            return true;
        }
        catch (Exception refused) when (refused is OutOfMemoryException or ThreadStartException)
        {
            return false;
        }
    }

    private void Work()
    {
        _current = this;
        while (Next() is { } work)
        {
            try
            {
                work();
            }
            catch (Exception bug)
            {
                // Whoever posts guards what it posts; one that does not must not cost the others their thread.
                Debug.WriteLine(bug);
            }
        }
    }

    private Action? Next()
    {
        lock (_lock)
        {
            while (_queue.Count == 0)
            {
                _idle++;
                var isTold = Monitor.Wait(_lock, Linger);
                _idle--;
                if (isTold || _queue.Count > 0 || _threads <= Kept) continue;
                _threads--;
                return null;
            }

            _begun++;
            return _queue.Dequeue();
        }
    }

    private void Watch()
    {
        while (true)
        {
            _busy.WaitOne();
            var begun = -1L;
            do
            {
                _busy.WaitOne(Moment);
            }
            while (IsBusy(ref begun));
        }
    }

    // Nothing was begun for a moment: all that there are block.
    private bool IsBusy(ref long begun)
    {
        lock (_lock)
        {
            if (_queue.Count == 0) return _isWatched = false;
            var more = begun == _begun ? Math.Min(_queue.Count, MostAtOnce) : 0;
            while (more-- > 0 && TryStart(Work)) _threads++;
            begun = _begun;
            return true;
        }
    }

    /// <summary>The way to such a thread.</summary>
    internal readonly struct Entry(BlockingThreads threads) : System.Runtime.CompilerServices.ICriticalNotifyCompletion
    {
        public bool IsCompleted => _current == threads;

        public Entry GetAwaiter() => this;

        public void GetResult()
        {
        }

        public void OnCompleted(Action continuation) => threads.Post(continuation);

        public void UnsafeOnCompleted(Action continuation) => threads.Post(continuation);
    }
}
