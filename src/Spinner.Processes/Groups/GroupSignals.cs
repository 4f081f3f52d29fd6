namespace Spinner.Processes;

/// <summary>What the group of a launch was told to do, until it is gone. Safe for concurrent use.</summary>
internal sealed class GroupSignals(ProcessGroup group)
{
    private bool _terminated;
    private bool _killed;
    private StopSignal? _unsent;
    private volatile bool _gone;

    /// <summary>Guards signals against the reaping: who holds it signals a group that cannot be another's.</summary>
    internal Lock Lock { get; } = new();

    /// <summary>Nobody of the group lives.</summary>
    internal bool IsGone => _gone;

    /// <summary>It was told to end, or its leader has ended: too late to be ready.</summary>
    internal bool IsEnding
    {
        get
        {
            lock (Lock) return _terminated || _killed || group.LeaderIsDead;
        }
    }

    /// <returns>False when it is gone.</returns>
    internal bool Terminate(StopSignal signal)
    {
        lock (Lock)
        {
            if (_gone) return false;
            _terminated = true;
            Send(signal);
            return true;
        }
    }

    /// <summary>Something else asks it to stop, at first: what of the group outlives its leader gets the signal then.</summary>
    /// <returns>False when it ends already.</returns>
    internal bool TryTerminateOtherwise(StopSignal signal)
    {
        lock (Lock)
        {
            if (_gone || _terminated || _killed || group.LeaderIsDead) return false;
            _terminated = true;
            _unsent = signal;
            group.Continue();
            return true;
        }
    }

    /// <returns>False when it is gone.</returns>
    internal bool Kill()
    {
        lock (Lock)
        {
            if (_gone) return false;
            _killed = true;
            group.Signal(Libc.SigKill);
            return true;
        }
    }

    /// <summary>
    /// The leader has ended. By itself, it takes its group with it; after <see cref="Terminate"/> the others may finish what they do. Under the lock.
    /// </summary>
    internal void FollowLeader()
    {
        if (!_terminated || _killed) group.Signal(Libc.SigKill);
        else if (_unsent is { } signal) Send(signal);
    }

    /// <summary>Under the lock.</summary>
    internal void MarkGone() => _gone = true;

    private void Send(StopSignal signal)
    {
        _unsent = null;
        group.Signal(signal.Number);
        // One that is stopped, at a terminal or by a debugger, could not hear it.
        if (signal.Number != Libc.SigKill) group.Continue();
    }
}
