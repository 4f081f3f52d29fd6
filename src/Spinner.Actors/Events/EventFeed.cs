using System.Runtime.CompilerServices;

namespace Spinner.Actors.Events;

/// <summary>
/// What one watcher has not read yet: bounded, so that a slow watcher costs no more than a fast one. What does not fit becomes one
/// <see cref="EventsMissed"/> in its place, which grows until the watcher has caught up. Offered by one actor, read by one reader.
/// </summary>
sealed class EventFeed(int capacity)
{
    private readonly Lock _lock = new();
    private readonly Queue<SpinnerEvent> _unread = new();
    private readonly SemaphoreSlim _arrived = new(0);
    private EventsMissed? _gap; // stands behind everything unread
    private bool _completed;

    public void Offer(SpinnerEvent next)
    {
        lock (_lock)
        {
            if (_gap is not null)
            {
                _gap = _gap with { To = next.Sequence, Sequence = next.Sequence, Time = next.Time };
                return;
            }
            if (_unread.Count < capacity) _unread.Enqueue(next);
            else _gap = new EventsMissed(next is EventsMissed missed ? missed.From : next.Sequence, next.Sequence) { Spinner = next.Spinner, Sequence = next.Sequence, Time = next.Time };
        }
        _arrived.Release();
    }

    public void Complete()
    {
        lock (_lock) _completed = true;
        _arrived.Release();
    }

    public async IAsyncEnumerable<SpinnerEvent> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (true)
        {
            await _arrived.WaitAsync(cancellationToken).ConfigureAwait(false);
            if (TryDequeue(out var completed) is { } next) yield return next;
            else if (completed) yield break;
        }
    }

    private SpinnerEvent? TryDequeue(out bool completed)
    {
        lock (_lock)
        {
            completed = _completed;
            if (_unread.TryDequeue(out var next)) return next;
            var gap = _gap;
            _gap = null;
            return gap;
        }
    }
}
