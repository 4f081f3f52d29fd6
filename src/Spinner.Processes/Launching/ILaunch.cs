namespace Spinner.Processes;

/// <summary>One spawned process and its group. Safe for concurrent use; every member may be called after the end.</summary>
/// <remarks>Disposing kills what is left of the group, synchronously, and releases the handles.</remarks>
public interface ILaunch : IDisposable
{
    /// <summary>The process id of the group's leader. Not an identity: the system reuses it after the end.</summary>
    int Pid { get; }

    /// <summary>
    /// Asks the whole group to stop, by the signal, or at first by <see cref="LaunchPlan.StopCommand"/> where there is one. From now on the leader's exit is awaited together with the rest of the group;
    /// <see cref="ILaunchObserver.Exited"/> is told when the last member is gone.
    /// </summary>
    void Terminate(StopSignal signal);

    /// <summary>Kills the whole group. <see cref="ILaunchObserver.Exited"/> still follows, when it is really gone.</summary>
    void Kill();

    /// <summary>The last lines the child wrote to stderr: at most 100 lines of 200 characters, oldest first.</summary>
    IReadOnlyList<string> ErrorTail { get; }

    /// <summary>
    /// What it last said of itself: <c>STATUS=</c> of sd_notify(3), at most 200 characters; or, while it is not ready, what its answer to the GET
    /// lacked. Null when there is nothing to say.
    /// </summary>
    string? StatusText => null;

    /// <summary>The ids of the group's processes that are alive now; empty once it is gone.</summary>
    IReadOnlyList<int> LivingPids { get; }

    /// <summary>
    /// Whether a process of the launch listens on its endpoint, asked of the system now, which may take milliseconds; on a unix socket this
    /// connects to it. Null: the system does not tell, or the supervisor itself holds the listener.
    /// </summary>
    bool? IsListening() => null;

    /// <summary>Looks once whether the launch is well, as <see cref="LaunchPlan.Live"/> says. May block at first for as long as a spawn.</summary>
    /// <param name="endpoint">Where it listens.</param>
    /// <param name="stop">Ends the look; a command that runs for it is killed.</param>
    /// <returns>What is wrong, for people; null: it is well, or nothing is looked at.</returns>
    Task<string?> CheckAsync(ChildEndpoint endpoint, CancellationToken stop) => Task.FromResult<string?>(null);

    /// <summary>
    /// Bytes of memory that all living processes of the launch hold for themselves: its group, its session, and what descends from these. Anonymous and
    /// shared pages and what of them is swapped out, no files. Asked of the system now, which takes milliseconds. Null: the system does not tell.
    /// </summary>
    long? MemoryInUse() => null;

    /// <summary>
    /// The same, where of what several processes share, as after a fork, each has its part only. It takes the kernel longer to count. Null: the system does not tell.
    /// </summary>
    long? MemoryShare() => MemoryInUse();

    /// <summary>Whether nothing of the group lives any more; cheap, and false where that is not known for sure.</summary>
    bool IsGone => LivingPids.Count == 0;
}
