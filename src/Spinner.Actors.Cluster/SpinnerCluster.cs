using Spinner.Actors.Cluster.Configuration;
using Spinner.Actors.Cluster.Joining;
using Spinner.Actors.Remote.Wire;

namespace Spinner.Actors.Cluster;

/// <summary>
/// This node's part in a cluster of spinners: a name that is declared on its nodes is one process on one of them, and never two at a time, also when
/// nodes die, freeze or lose each other. Safe for concurrent use. Disposing leaves.
/// </summary>
/// <remarks>
/// Whichever node is asked, the node that owns the name answers; it keeps the name until it leaves or is lost. A node that is lost ends all it has
/// within <see cref="ClusterOptions.LostAfter"/> and a second, by itself or, when it is frozen, by a process that watches it, and joins again when it
/// can. Until another node may own its names, calls about them wait. A call that is lost on its way is made again, and done once by one owner; when the
/// owner is lost meanwhile, the next does it again.
/// It is no <see cref="ISpinner"/>: uses, leases, events and output of a child exist on the node that owns it only, where <see cref="Local"/> has
/// them. Endpoints are those on the owner's machine.
/// </remarks>
public sealed partial class SpinnerCluster : IAsyncDisposable
{
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(5);

    private readonly LocalSpinner _local;
    private readonly ClusterRuns _runs;
    private readonly ClusterOptions _options;
    private readonly DeclaredTimes _times;
    private readonly Lazy<Task> _leave;

    internal SpinnerCluster(LocalSpinner local, ClusterRuns runs, ClusterOptions options, DeclaredTimes times)
    {
        (_local, _runs, _options, _times) = (local, runs, options, times);
        _leave = new Lazy<Task>(LeaveOnceAsync);
    }

    /// <summary>
    /// The spinner of this node, for the uses, leases, events and output of the children it owns; it ends with this. A start of a name that another
    /// node owns, or nobody, is rejected here.
    /// </summary>
    public ISpinner Local => _local;

    /// <summary>Whether a majority of the planned nodes acknowledges this one just now.</summary>
    public bool HasQuorum => _runs.Current?.HasQuorum == true;

    /// <summary>The nodes as this one sees them, itself among them; none while it joins.</summary>
    public IReadOnlyList<ClusterMember> Members => _runs.Current?.Members.Members ?? [];

    /// <summary>Completes when a majority of the planned nodes acknowledges this one.</summary>
    /// <param name="cancellationToken">Ends the wait; the node goes on joining.</param>
    /// <exception cref="ObjectDisposedException">The node has left.</exception>
    public async Task JoinedAsync(CancellationToken cancellationToken = default)
    {
        while (!HasQuorum)
        {
            var run = await _runs.GetAsync(cancellationToken).ConfigureAwait(false);
            await Task.WhenAny(run.WaitForQuorumAsync(cancellationToken), run.Ended).Unwrap().ConfigureAwait(false);
            // It has just ended, and whoever is to make place for the next needs a thread for that.
            if (run.Ended.IsCompleted) await Task.Yield();
        }
    }

    /// <summary>Starts a declared child unless it is started, on the node that owns it, and returns when it is ready.</summary>
    /// <param name="name">The child's name.</param>
    /// <param name="cancellationToken">Ends the wait; the child goes on starting.</param>
    /// <exception cref="SpinnerRejectedException">It could not be started; says why.</exception>
    /// <exception cref="SpinnerClusterException">This node has no quorum, or the owner failed.</exception>
    /// <exception cref="TimeoutException">No owner has answered in all the time that a start and the loss of its node may take.</exception>
    /// <exception cref="ObjectDisposedException">The node has left.</exception>
    public async Task<ChildReady> StartAsync(string name, CancellationToken cancellationToken = default) =>
        (await AskForAsync<IStartReply>(name, new Start(name), _times.Start(name), cancellationToken).ConfigureAwait(false)).ToReady();

    /// <summary>Runs a declared task on the node that owns it. When that node is lost meanwhile, it runs again on another.</summary>
    /// <param name="name">The name of a child with <see cref="Readiness.Exit"/>.</param>
    /// <param name="cancellationToken">Ends the wait; the task runs on.</param>
    /// <exception cref="SpinnerRejectedException">It could not be started, or did not end well.</exception>
    /// <exception cref="InvalidOperationException">The child is no task; it is started now.</exception>
    /// <exception cref="SpinnerClusterException">As for a start.</exception>
    /// <exception cref="TimeoutException">As for a start.</exception>
    /// <exception cref="ObjectDisposedException">The node has left.</exception>
    public async Task<ChildCompleted> RunAsync(string name, CancellationToken cancellationToken = default) =>
        (await AskForAsync<IStartReply>(name, new Start(name), _times.Start(name), cancellationToken).ConfigureAwait(false)).ToCompleted(name);

    /// <summary>Stops a child; returns when nothing of its process group lives.</summary>
    /// <param name="name">The child's name.</param>
    /// <param name="drain">As <see cref="StopChild.Drain"/>.</param>
    /// <param name="cancellationToken">Ends the wait; the stop goes on.</param>
    /// <returns><see cref="StopSucceeded"/>, <see cref="StopFailed"/> when even SIGKILL did not end it, or <see cref="NoSuchChild"/>.</returns>
    /// <exception cref="SpinnerClusterException">As for a start.</exception>
    /// <exception cref="TimeoutException">As for a start.</exception>
    /// <exception cref="ObjectDisposedException">The node has left.</exception>
    public Task<IStopReply> StopAsync(string name, bool drain = false, CancellationToken cancellationToken = default) =>
        AskForAsync<IStopReply>(name, new Stop(name) { Drain = drain }, _times.Stop(name, drain), cancellationToken);

    /// <summary>Replaces the child's process by a new one, or starts it; forgets a fault.</summary>
    /// <param name="name">The child's name.</param>
    /// <param name="cancellationToken">Ends the wait; the restart goes on.</param>
    /// <returns><see cref="ChildReady"/>, <see cref="ChildCompleted"/> or <see cref="NoSuchChild"/>.</returns>
    /// <exception cref="SpinnerRejectedException">It could not be started; says why.</exception>
    /// <exception cref="SpinnerClusterException">As for a start, or this node lost the cluster meanwhile.</exception>
    /// <exception cref="TimeoutException">As for a start.</exception>
    /// <exception cref="ObjectDisposedException">The node has left.</exception>
    public Task<IRestartReply> RestartAsync(string name, CancellationToken cancellationToken = default) =>
        AskForAsync<IRestartReply>(name, new Restart(name), _times.Start(name), cancellationToken, mayRepeat: false);

    /// <summary>What is known of a child; null when nobody declared the name.</summary>
    /// <param name="name">The child's name.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="SpinnerRejectedException">The owner is shutting down.</exception>
    /// <exception cref="SpinnerClusterException">As for a start.</exception>
    /// <exception cref="TimeoutException">As for a start.</exception>
    /// <exception cref="ObjectDisposedException">The node has left.</exception>
    public async Task<ChildInfo?> GetAsync(string name, CancellationToken cancellationToken = default) =>
        (await AskAsync(name, new Get(name), Margin, mayRepeat: true, cancellationToken).ConfigureAwait(false)).Reply switch
        {
            ChildInfo info => info,
            NoSuchChild => null,
            Rejected rejected => throw new SpinnerRejectedException(rejected),
            var other => throw new SpinnerClusterException(ClusterFailure.OwnerFailed, $"A {other.GetType().Name} is no answer to that."),
        };

    /// <summary>Which node owns a name. One that nobody owned has an owner from now on, which starts nothing.</summary>
    /// <param name="name">The child's name.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Null when nobody declared the name.</returns>
    /// <exception cref="SpinnerClusterException">As for a start.</exception>
    /// <exception cref="TimeoutException">As for a start.</exception>
    /// <exception cref="ObjectDisposedException">The node has left.</exception>
    public async Task<ClusterMember?> LocateAsync(string name, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            var (reply, from) = await AskAsync(name, new Get(name), Margin, mayRepeat: true, cancellationToken).ConfigureAwait(false);
            if (reply is NoSuchChild) return null;
            // Gone since it answered: somebody else owns it now, or will.
            if (_runs.Current?.Members.At(from) is { } owner) return owner;
        }
    }

    /// <summary>What is known of all children that have an owner, by name, and which nodes did not answer within 5 s.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="SpinnerClusterException">This node has no quorum.</exception>
    /// <exception cref="ObjectDisposedException">The node has left.</exception>
    public async Task<ClusterChildren> ListAsync(CancellationToken cancellationToken = default)
    {
        var run = await QuorumAsync(cancellationToken).ConfigureAwait(false);
        var (said, asked) = await run.Names.AskAllAsync(new List(), Margin, cancellationToken).ConfigureAwait(false);
        var children =
            from answer in said
            from info in answer.Value.OfType<ChildInfo>()
            select new ClusterChild(info, asked.At(answer.Key)!);
        return new ClusterChildren
        {
            // One that moved meanwhile may be told of twice.
            Children = children.DistinctBy(child => child.Info.Name).ToDictionary(child => child.Info.Name, StringComparer.Ordinal),
            Silent = SilentOf<ChildInfo>(said, asked),
        };
    }

    /// <summary>Stops all children of all nodes at the same time; one that is started meanwhile may run.</summary>
    /// <param name="cancellationToken">Ends the wait; the stops go on.</param>
    /// <returns>Which could not be stopped, and which nodes did not answer in the time that stops may take.</returns>
    /// <exception cref="SpinnerClusterException">This node has no quorum.</exception>
    /// <exception cref="ObjectDisposedException">The node has left.</exception>
    public async Task<ClusterStopped> StopAllAsync(CancellationToken cancellationToken = default)
    {
        var run = await QuorumAsync(cancellationToken).ConfigureAwait(false);
        var (said, asked) = await run.Names.AskAllAsync(new StopEach(), _times.StopAll + Margin, cancellationToken).ConfigureAwait(false);
        return new ClusterStopped
        {
            Failed = [.. said.Values.SelectMany(static parts => parts).OfType<AllStopped>().SelectMany(static stopped => stopped.Failed)],
            Silent = SilentOf<AllStopped>(said, asked),
        };
    }

    /// <summary>
    /// Stops what this node owns, as the children's options say, hands the names over and leaves; who asks meanwhile waits for the next owner. What is
    /// not stopped within <see cref="ClusterOptions.HandoffTimeout"/> is killed.
    /// </summary>
    public Task LeaveAsync() => _leave.Value;

    /// <summary>Leaves.</summary>
    public ValueTask DisposeAsync() => new(LeaveAsync());

    private async Task LeaveOnceAsync()
    {
        try
        {
            await _runs.LeaveAsync().ConfigureAwait(false);
        }
        finally
        {
            await _local.DisposeAsync().ConfigureAwait(false);
        }
    }
}
