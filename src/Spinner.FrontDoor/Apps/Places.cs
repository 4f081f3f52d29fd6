namespace Spinner.FrontDoor;

/// <summary>
/// The requests inside a child, and those that wait for a place in it, let in in the order in which they came. Entering where there is a place is one
/// step without a lock. Safe for concurrent use.
/// </summary>
sealed class Places
{
    private readonly Lock _lock = new();
    private readonly LinkedList<(TaskCompletionSource LetIn, int Most)> _queue = [];
    private int _inside;
    private int _waiting;

    /// <summary>Goes in unless there are as many, or others wait. Every success owes one <see cref="Leave"/>.</summary>
    public bool TryEnter(int most)
    {
        if (Volatile.Read(ref _waiting) > 0) return false;
        if (Interlocked.Increment(ref _inside) <= most) return true;
        Leave();
        return false;
    }

    /// <summary>Goes in behind those who wait already. Owes one <see cref="Leave"/> unless it is cancelled.</summary>
    public async Task EnterAsync(int most, CancellationToken cancellationToken)
    {
        var letIn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        LinkedListNode<(TaskCompletionSource, int)> place;
        lock (_lock)
        {
            place = _queue.AddLast((letIn, most));
            Interlocked.Increment(ref _waiting);
        }

        // Who left before this look did not see it wait.
        LetIn();
        try
        {
            await letIn.Task.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            if (!TryGiveUp(place)) Leave();
            throw;
        }
    }

    /// <returns>Nobody is inside now.</returns>
    public bool Leave()
    {
        var wasLast = Interlocked.Decrement(ref _inside) == 0;
        if (Volatile.Read(ref _waiting) == 0) return wasLast;
        LetIn();
        return Volatile.Read(ref _inside) == 0;
    }

    private void LetIn()
    {
        lock (_lock)
        {
            while (_queue.First is { Value: var (letIn, most) })
            {
                if (Interlocked.Increment(ref _inside) > most)
                {
                    Interlocked.Decrement(ref _inside);
                    return;
                }

                _queue.RemoveFirst();
                Interlocked.Decrement(ref _waiting);
                letIn.SetResult();
            }
        }
    }

    /// <returns>False: it was let in meanwhile.</returns>
    private bool TryGiveUp(LinkedListNode<(TaskCompletionSource, int)> place)
    {
        lock (_lock)
        {
            if (place.List is null) return false;
            _queue.Remove(place);
            Interlocked.Decrement(ref _waiting);
        }

        // Those behind it may be content with less.
        LetIn();
        return true;
    }
}
