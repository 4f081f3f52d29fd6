using Akka.Actor;
using Spinner.Actors;

namespace Spinner.FrontDoor;

/// <summary>
/// Keeps the number of children with a process and an endpoint within <see cref="FrontDoorOptions.MaxRunning"/>: a start beyond it stops the child that is unused
/// longest, or waits until there is one. A child that is used, by whomever, is not stopped. Safe for concurrent use.
/// </summary>
sealed class Capacity(ISpinner spinner, TimeProvider clock)
{
    // Uses that do not come through the door end without a word to it.
    private static readonly TimeSpan LooksAgainAfter = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _entering = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _starting = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Eviction> _evictions = new(StringComparer.Ordinal);
    private volatile TaskCompletionSource _changed = New();
    private long _left;
    private int _waiting;

    /// <summary>A child has stopped, or is no longer used: who waits looks again. Costs a look at a number while nobody waits.</summary>
    public void Changed()
    {
        if (Volatile.Read(ref _waiting) > 0) Interlocked.Exchange(ref _changed, New()).TrySetResult();
    }

    /// <summary>Returns when the child may start. Owes one <see cref="Leave"/>.</summary>
    public async Task EnterAsync(string child, int limit, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _waiting);
        lock (_lock) Count(_entering, child, 1);
        try
        {
            while (true)
            {
                // The promise is taken before the look: what changes after it is not missed.
                var (changed, left) = (_changed.Task, Interlocked.Read(ref _left));
                if (await TryEnterAsync(child, limit, left, cancellationToken)) return;
                await changed.WaitAsync(LooksAgainAfter, clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                cancellationToken.ThrowIfCancellationRequested();
            }
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
            EndEntry(child);
        }
    }

    /// <summary>The child has started, or could not; from now on the spinner counts it.</summary>
    public void Leave(string child)
    {
        lock (_lock)
        {
            _left++;
            Count(_starting, child, -1);
        }

        Changed();
    }

    /// <returns>False: nobody can be stopped now.</returns>
    private async Task<bool> TryEnterAsync(string child, int limit, long left, CancellationToken cancellationToken)
    {
        var refused = new HashSet<string>(StringComparer.Ordinal);
        while (true)
        {
            if (Pending(child) is { } pending && !await pending.Over.WaitAsync(cancellationToken)) refused.Add(pending.Victim);
            var children = (await spinner.ListAsync(cancellationToken)).Values;
            lock (_lock)
            {
                // Who left since may have a process that this list does not have yet.
                if (left == _left && !IsPending(child))
                {
                    // A place that was made for this child is its own; what was made for others is theirs.
                    _evictions.Remove(child);
                    var taken = children.Where(c => HasProcess(c) && !IsVictim(c.Name)).Select(c => c.Name)
                        .Concat(_starting.Keys).Concat(_evictions.Keys).ToHashSet(StringComparer.Ordinal);
                    if (taken.Contains(child) || taken.Count < limit)
                    {
                        Count(_starting, child, 1);
                        return true;
                    }

                    if (Unused(children, refused) is not { } victim) return false;
                    _evictions[child] = Evict(victim, child);
                }

                left = _left;
            }
        }
    }

    private bool IsPending(string child) => _evictions.TryGetValue(child, out var eviction) && !eviction.Over.IsCompleted;

    private Eviction? Pending(string child)
    {
        lock (_lock) return IsPending(child) ? _evictions[child] : null;
    }

    // Its place is taken by the one it makes way for.
    private bool IsVictim(string child) => _evictions.Values.Any(e => e.Victim == child && !e.Over.IsCompleted);

    private ChildInfo? Unused(IEnumerable<ChildInfo> children, HashSet<string> refused) => children
        .Where(c => LastUse(c) is not null && !refused.Contains(c.Name) && !_starting.ContainsKey(c.Name) && !IsVictim(c.Name))
        .MinBy(LastUse);

    // Nobody is kept from looking meanwhile: a stop may take as long as the child's time-outs.
    private Eviction Evict(ChildInfo victim, string child)
    {
        var over = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        _ = StopAsync();
        return new Eviction(victim.Name, over.Task);

        async Task StopAsync()
        {
            await Task.Yield();
            var stopped = false;
            try
            {
                stopped = await TryStopAsync(victim);
            }
            finally
            {
                lock (_lock)
                {
                    if (!stopped || !_entering.ContainsKey(child)) _evictions.Remove(child);
                    over.SetResult(stopped);
                }
            }

            if (stopped) Changed();
        }
    }

    // The child decides, in one step with the end of its uses: whoever comes in between is not met by this stop.
    private async Task<bool> TryStopAsync(ChildInfo child)
    {
        try
        {
            var limit = child.Options.StopTimeout!.Value + child.Options.KillTimeout!.Value + Margin;
            return await spinner.Manager.Ask<IStopReply>(new StopChild(child.Name) { OnlyIfIdle = true }, limit) is StopSucceeded;
        }
        catch (AskTimeoutException)
        {
            // The spinner has ended; who waits is told so when it starts something.
            return false;
        }
    }

    /// <summary>Nobody waits for this child any more: a place that was made for it is anybody's.</summary>
    private void EndEntry(string child)
    {
        lock (_lock)
        {
            Count(_entering, child, -1);
            if (_entering.ContainsKey(child) || IsPending(child) || !_evictions.Remove(child)) return;
        }

        Changed();
    }

    private static void Count(Dictionary<string, int> counts, string child, int change)
    {
        var count = counts.GetValueOrDefault(child) + change;
        if (count == 0) counts.Remove(child);
        else counts[child] = count;
    }

    // What listens on nothing is not the door's: it neither starts nor stops it.
    private static bool HasProcess(ChildInfo child) => child.Options.Endpoint != EndpointSpec.None && child.State is not ChildState.Stopped && (child.State is not ChildState.Faulted || child.Pid is not null);

    // Null while it is used, kept, or not started: nobody may stop it for another then.
    private static DateTimeOffset? LastUse(ChildInfo child) => !HasProcess(child) ? null : child.AliveBecause?.IdleDueAt - child.Options.IdleTime;

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private sealed record Eviction(string Victim, Task<bool> Over);
}
