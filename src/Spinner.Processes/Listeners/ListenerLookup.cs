namespace Spinner.Processes;

/// <summary>Finds out whose listener answers on an endpoint, from <c>/proc</c>. Stateless; safe for concurrent use. What cannot be read is an unknown verdict.</summary>
/// <remarks>One look costs milliseconds on Linux: the kernel walks its whole table of sockets for <c>/proc/net/tcp</c>.</remarks>
internal static class ListenerLookup
{
    // A listener that closes, or moves to a process forked while we look, is looked for again. Whoever churns faster than this stays unknown.
    private const int Looks = 3;

    /// <summary>Judges who would answer a connection to <paramref name="endpoint"/>.</summary>
    /// <param name="endpoint">A TCP or unix endpoint; a pipe is always unknown.</param>
    /// <param name="leaderPid">The leader of the launch's group; its session, group and descendants are ours.</param>
    internal static ListenerVerdict VerdictOn(ChildEndpoint endpoint, int leaderPid) => VerdictOn(endpoint, leaderPid, ListenTable.InodesOf);

    /// <summary>As above, with a faster way to find the listeners than <c>/proc/net</c>.</summary>
    internal static ListenerVerdict VerdictOn(ChildEndpoint endpoint, int leaderPid, Func<ChildEndpoint, HashSet<ulong>?> inodesOf)
    {
        for (var look = 0; look < Looks; look++)
        {
            try
            {
                if (inodesOf(endpoint) is not { } inodes) break;
                if (inodes.Count == 0) return new ListenerVerdict.Nobody();
                if (Evaluate(endpoint, inodes, leaderPid, inodesOf) is { } verdict) return verdict;
            }
            catch (IOException)
            {
                // Short of descriptors: whose it is cannot be seen, and what could not be read must not make a child's listener a stranger's.
            }
        }

        return new ListenerVerdict.Unknown();
    }

    /// <summary>Who listens on <paramref name="endpoint"/>; null when nobody does or the system has no <c>/proc</c> to tell.</summary>
    internal static ListenerOwner? OwnerOf(ChildEndpoint endpoint)
    {
        if (ListenTable.InodesOf(endpoint) is not { Count: > 0 } inodes) return null;
        try
        {
            return SocketOwners.FindAny(inodes) is { } owner ? ListenerOwner.Of(owner) : new ListenerOwner(null, null);
        }
        catch (IOException)
        {
            return new ListenerOwner(null, null);
        }
    }

    // Null when the listeners changed hands meanwhile: look again.
    private static ListenerVerdict? Evaluate(ChildEndpoint endpoint, HashSet<ulong> inodes, int leaderPid, Func<ChildEndpoint, HashSet<ulong>?> inodesOf)
    {
        var foreign = new HashSet<ulong>(inodes);
        var blind = false;
        foreach (var pid in ProcessTree.Of(leaderPid))
        {
            if (!SocketOwners.TryRemoveHeldBy(pid, foreign)) blind = true;
            if (foreign.Count == 0) return new ListenerVerdict.Ours();
        }

        if (blind) return new ListenerVerdict.Unknown();
        if (SocketOwners.FindAny(foreign) is not { } owner) return Hidden(foreign, inodesOf(endpoint));
        return ProcessTree.Of(leaderPid).Contains(owner.Pid) ? null : new ListenerVerdict.Stranger(ListenerOwner.Of(owner));
    }

    // No process we may see holds it: either it has closed since, or another user's process has it.
    private static ListenerVerdict.Stranger? Hidden(HashSet<ulong> inodes, HashSet<ulong>? now) =>
        now?.Overlaps(inodes) == true ? new ListenerVerdict.Stranger(new ListenerOwner(null, null)) : null;
}
