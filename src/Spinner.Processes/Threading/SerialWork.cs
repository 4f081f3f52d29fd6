using System.Diagnostics;

namespace Spinner.Processes;

/// <summary>Runs what it is given one after the other, in order, on threads that may block. Safe for concurrent use.</summary>
internal sealed class SerialWork(BlockingThreads threads)
{
    private readonly Lock _lock = new();
    private Queue<Action>? _queue;
    private bool _runs;

    /// <summary>How much waits.</summary>
    internal int Waiting
    {
        get
        {
            lock (_lock) return _queue?.Count ?? 0;
        }
    }

    internal void Post(Action work)
    {
        lock (_lock)
        {
            (_queue ??= new Queue<Action>()).Enqueue(work);
            if (_runs) return;
            _runs = true;
        }

        threads.Post(Run);
    }

    private void Run()
    {
        while (Next() is { } work)
        {
            try
            {
                work();
            }
            catch (Exception bug)
            {
                // Whoever posts guards what it posts.
                Debug.WriteLine(bug);
            }
        }
    }

    private Action? Next()
    {
        lock (_lock)
        {
            if (_queue!.TryDequeue(out var work)) return work;
            // A child may live long: nothing is kept for it.
            (_queue, _runs) = (null, false);
            return null;
        }
    }
}
