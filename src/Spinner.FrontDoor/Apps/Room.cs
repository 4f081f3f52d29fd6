using Akka.Actor;
using Spinner.Actors;

namespace Spinner.FrontDoor;

/// <summary>
/// Keeps the number of children with a process within <see cref="FrontDoorOptions.MaxRunning"/>: a start beyond it stops the child that is unused
/// longest, or waits until there is one. A child that is used, by whomever, is not stopped.
/// </summary>
sealed class Room(ISpinner spinner)
{
    private readonly SemaphoreSlim _turn = new(1);
    private readonly Dictionary<string, int> _starting = new(StringComparer.Ordinal);
    private volatile TaskCompletionSource _changed = New();
    private int _waiting;

    /// <summary>A child has stopped, or is no longer used: who waits looks again. Costs a look at a number while nobody waits.</summary>
    public void Changed()
    {
        if (Volatile.Read(ref _waiting) > 0) Interlocked.Exchange(ref _changed, New()).TrySetResult();
    }

    /// <summary>Returns when the child may start. Owes one <see cref="LeaveAsync"/>.</summary>
    public async Task EnterAsync(string child, int limit, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _waiting);
        try
        {
            // The promise is taken before the look: what changes after it is not missed.
            for (var changed = _changed.Task; !await TryEnterAsync(child, limit, cancellationToken); changed = _changed.Task)
                await changed.WaitAsync(cancellationToken);
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    /// <summary>The child has started, or could not; from now on the spinner counts it.</summary>
    public async Task LeaveAsync(string child)
    {
        await _turn.WaitAsync();
        if (--_starting[child] == 0) _starting.Remove(child);
        _turn.Release();
        Changed();
    }

    private async Task<bool> TryEnterAsync(string child, int limit, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            while (true)
            {
                var children = await spinner.ListAsync(cancellationToken);
                var taken = children.Values.Where(HasProcess).Select(c => c.Name).Union(_starting.Keys).ToHashSet(StringComparer.Ordinal);
                if (taken.Contains(child) || taken.Count < limit)
                {
                    _starting[child] = _starting.GetValueOrDefault(child) + 1;
                    return true;
                }
                if (!await TryStopOneAsync(children.Values, cancellationToken)) return false;
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task<bool> TryStopOneAsync(IEnumerable<ChildInfo> children, CancellationToken cancellationToken)
    {
        foreach (var unused in children.Where(c => LastUse(c) is not null && !_starting.ContainsKey(c.Name)).OrderBy(LastUse))
            if (await TryStopAsync(unused.Name, cancellationToken)) return true;
        return false;
    }

    // The child decides, in one step with the end of its uses: whoever comes in between is not met by this stop.
    private async Task<bool> TryStopAsync(string child, CancellationToken cancellationToken) =>
        await spinner.Manager.Ask<IStopReply>(new StopChild(child) { OnlyIfIdle = true }, Timeout.InfiniteTimeSpan, cancellationToken) is Stopped;

    private static bool HasProcess(ChildInfo child) => child.State is not ChildState.Stopped && (child.State is not ChildState.Faulted || child.Pid is not null);

    // Null while it is used, kept, or not started: nobody may stop it for room then.
    private static DateTimeOffset? LastUse(ChildInfo child) => child.AliveBecause?.IdleDueAt - child.Options.IdleTime;

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
