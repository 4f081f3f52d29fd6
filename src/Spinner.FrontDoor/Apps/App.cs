using Spinner.Actors;
using Spinner.Processes;

namespace Spinner.FrontDoor;

/// <summary>
/// A child as the door sees it: who is present, who waits, where its current launch is reached. The door's own count closes with one
/// compare-and-swap while the child is being stopped to make room, so that no request of this door meets that stop. Safe for concurrent use.
/// </summary>
sealed class App(string name)
{
    private const long Closed = long.MinValue;

    private readonly Lock _lock = new();
    private long _present; // plus Closed, which makes it negative
    private int _inside;
    private int _waiting;
    private volatile Upstream? _current;
    private volatile TaskCompletionSource _reopened = new();

    /// <summary>The child's name.</summary>
    public string Name => name;

    /// <summary>Requests that wait for it to start.</summary>
    public int Waiting => Volatile.Read(ref _waiting);

    /// <summary>Completes when the child that is being stopped to make room is stopped.</summary>
    public Task Reopened => _reopened.Task;

    /// <summary>A request is here. False while the child is being stopped to make room. Every success owes one <see cref="Leave"/>.</summary>
    public bool TryEnter()
    {
        if (Interlocked.Increment(ref _present) > 0) return true;
        Interlocked.Decrement(ref _present);
        return false;
    }

    /// <summary>The request has gone.</summary>
    /// <returns>Nobody is here now.</returns>
    public bool Leave() => Interlocked.Decrement(ref _present) == 0;

    /// <summary>Closes the door when nobody is here. Every success owes one <see cref="Reopen"/>.</summary>
    public bool TryClose()
    {
        _reopened = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (Interlocked.CompareExchange(ref _present, Closed, 0) == 0) return true;
        _reopened.TrySetResult();
        return false;
    }

    /// <summary>Opens it again and wakes who came meanwhile.</summary>
    public void Reopen()
    {
        Interlocked.Add(ref _present, Closed);
        _reopened.TrySetResult();
    }

    /// <summary>A request goes into the child. Every success owes one <see cref="GoOut"/>.</summary>
    public bool TryGoIn(int most)
    {
        if (Interlocked.Increment(ref _inside) <= most) return true;
        GoOut();
        return false;
    }

    public void GoOut() => Interlocked.Decrement(ref _inside);

    /// <summary>Joins the queue unless it is full. Every success owes one <see cref="StopWaiting"/>.</summary>
    public bool TryWait(int queue)
    {
        if (Interlocked.Increment(ref _waiting) <= queue) return true;
        StopWaiting();
        return false;
    }

    public void StopWaiting() => Interlocked.Decrement(ref _waiting);

    /// <summary>The way into a launch, entered; the caller leaves it. The first that asks for a launch makes the way.</summary>
    public Upstream UpstreamOf(Endpoint endpoint, int launch, UpstreamSettings settings)
    {
        if (_current is { } current && current.LeadsTo(endpoint, launch) && current.TryEnter()) return current;
        lock (_lock)
        {
            if (_current is { } made && made.LeadsTo(endpoint, launch) && made.TryEnter()) return made;
            var next = new Upstream(endpoint, launch, settings);
            next.TryEnter();
            _current?.Retire();
            _current = next;
            return next;
        }
    }

    /// <summary>A launch and those before it have ended or were replaced: no new request goes there.</summary>
    public void Retire(int launch)
    {
        lock (_lock)
        {
            if (_current is not { } current || current.Launch > launch) return;
            _current = null;
            current.Retire();
        }
    }
}
