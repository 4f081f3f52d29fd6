using Akka.Actor;

namespace Spinner.Actors;

/// <summary>
/// A namespace of lazily started, supervised child processes: one name, one process, one endpoint. Safe for concurrent use.
/// Disposing stops all children and ends the spinner.
/// </summary>
/// <remarks>
/// Cancelling a call ends the wait, not the work: the child goes on starting or stopping. Every call ends by itself, with a
/// <see cref="TimeoutException"/> at the latest when all time-outs of the child's options have passed.
/// While it shuts down starts are rejected with <see cref="SpinnerError.ShuttingDown"/>; after its end calls throw <see cref="ObjectDisposedException"/>.
/// </remarks>
public interface ISpinner : IAsyncDisposable
{
    /// <summary>The name of the namespace, as events carry it.</summary>
    string Name { get; }

    /// <summary>The manager: actors <c>Tell</c> or <c>Ask</c> it the commands and queries of this namespace.</summary>
    IActorRef Manager { get; }

    /// <summary>
    /// Starts the child unless it is started, and returns when it is ready: a server listens, a worker lives, a task has ended well. Many callers share
    /// one start.
    /// </summary>
    /// <param name="options">Taken when the child is stopped; ignored, and reported as ignored, when it is not.</param>
    /// <param name="cancellationToken">Ends the wait; the child goes on starting.</param>
    /// <exception cref="SpinnerRejectedException">It could not be started; says why.</exception>
    Task<ChildReady> StartAsync(ChildOptions options, CancellationToken cancellationToken = default);

    /// <summary>Starts a known child with the options it has.</summary>
    /// <param name="name">The child's name.</param>
    /// <param name="cancellationToken">Ends the wait; the child goes on starting.</param>
    /// <exception cref="SpinnerRejectedException">It could not be started; says why.</exception>
    Task<ChildReady> StartAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>
    /// Starts a known child unless it is started, and holds it: while anybody does it is not idle-stopped. Who holds a child stands in
    /// <see cref="AliveBecause.Leases"/>.
    /// </summary>
    /// <param name="name">The child's name.</param>
    /// <param name="cancellationToken">Ends the wait, and nothing is held; the child goes on starting.</param>
    /// <returns>The lease; dispose it to let go of the child.</returns>
    /// <exception cref="SpinnerRejectedException">It could not be started; says why. Nothing is held.</exception>
    Task<ChildLease> LeaseAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>As <see cref="LeaseAsync(string, CancellationToken)"/>, started like <see cref="StartAsync(ChildOptions, CancellationToken)"/>.</summary>
    /// <param name="options">As there.</param>
    /// <param name="cancellationToken">Ends the wait, and nothing is held; the child goes on starting.</param>
    /// <returns>The lease; dispose it to let go of the child.</returns>
    /// <exception cref="SpinnerRejectedException">It could not be started; says why. Nothing is held.</exception>
    Task<ChildLease> LeaseAsync(ChildOptions options, CancellationToken cancellationToken = default);

    /// <summary>As <see cref="LeaseAsync(string, CancellationToken)"/>, for an actor: the lease ends with it too.</summary>
    /// <param name="name">The child's name.</param>
    /// <param name="holder">An actor of this system. It may have ended: then so has the lease.</param>
    /// <param name="cancellationToken">Ends the wait, and nothing is held; the child goes on starting.</param>
    /// <returns>The lease; it need not be disposed.</returns>
    /// <exception cref="ArgumentException">The holder is nobody.</exception>
    /// <exception cref="SpinnerRejectedException">It could not be started; says why. Nothing is held.</exception>
    Task<ChildLease> LeaseAsync(string name, IActorRef holder, CancellationToken cancellationToken = default);

    /// <summary>As <see cref="LeaseAsync(ChildOptions, CancellationToken)"/>, for an actor: the lease ends with it too.</summary>
    /// <param name="options">As there.</param>
    /// <param name="holder">An actor of this system. It may have ended: then so has the lease.</param>
    /// <param name="cancellationToken">Ends the wait, and nothing is held; the child goes on starting.</param>
    /// <returns>The lease; it need not be disposed.</returns>
    /// <exception cref="ArgumentException">The holder is nobody.</exception>
    /// <exception cref="SpinnerRejectedException">It could not be started; says why. Nothing is held.</exception>
    Task<ChildLease> LeaseAsync(ChildOptions options, IActorRef holder, CancellationToken cancellationToken = default);

    /// <summary>Runs a task and returns when it has ended well. One that runs already is joined; one that has ended is run again.</summary>
    /// <param name="name">The name of a child with <see cref="Readiness.Exit"/>.</param>
    /// <param name="cancellationToken">Ends the wait; the task runs on.</param>
    /// <exception cref="SpinnerRejectedException">It could not be started, or did not end well; <see cref="Rejected.LastExit"/> says how it ended.</exception>
    /// <exception cref="InvalidOperationException">The child is no task; it is started now.</exception>
    Task<ChildCompleted> RunAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>Stops a child; returns when nothing of its process group lives.</summary>
    /// <returns><see cref="StopSucceeded"/>, <see cref="StopFailed"/> when even SIGKILL did not end it, or <see cref="NoSuchChild"/>.</returns>
    Task<IStopReply> StopAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>Stops a child, with <paramref name="drain"/> after its uses have ended or <see cref="ChildOptions.DrainTimeout"/> is over.</summary>
    /// <param name="name">Which.</param>
    /// <param name="drain">As <see cref="StopChild.Drain"/>.</param>
    /// <param name="cancellationToken">Ends the wait; the stop goes on.</param>
    /// <returns>As the stop without it.</returns>
    Task<IStopReply> StopAsync(string name, bool drain, CancellationToken cancellationToken = default);

    /// <summary>Replaces the child's process by a new one, or starts it; forgets a fault.</summary>
    /// <returns><see cref="ChildReady"/>, or <see cref="NoSuchChild"/>.</returns>
    /// <exception cref="SpinnerRejectedException">It could not be started; says why.</exception>
    Task<IRestartReply> RestartAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>Stops all children at the same time; returns when the slowest is gone.</summary>
    Task<AllStopped> StopAllAsync(CancellationToken cancellationToken = default);

    /// <summary>Stops a child and forgets its name.</summary>
    /// <returns><see cref="ChildRemoved"/>, <see cref="StopFailed"/> when even SIGKILL did not end it, or <see cref="NoSuchChild"/>.</returns>
    Task<IRemoveReply> RemoveAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>What is known of a child; null when no child has this name.</summary>
    Task<ChildInfo?> GetAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>What is known of all children, by name.</summary>
    Task<IReadOnlyDictionary<string, ChildInfo>> ListAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// The spinner's events: first a <see cref="WatchStarted"/> with all children, then what is kept after <paramref name="after"/>,
    /// then everything new until the token fires or the spinner ends. Holes are told by <see cref="EventsMissed"/>.
    /// </summary>
    /// <param name="after">The last sequence already seen; 0 for everything kept; null for what is new only. 1000 events are kept.</param>
    /// <param name="cancellationToken">Ends the watch with an <see cref="OperationCanceledException"/>.</param>
    IAsyncEnumerable<SpinnerEvent> WatchAsync(long? after = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// What a child writes to stdout and stderr, line by line: what is kept (<see cref="ChildOptions.OutputBuffer"/>) of all its launches, and with
    /// <see cref="OutputReading.Follow"/> everything new, until the child is removed, the token fires or the spinner ends.
    /// </summary>
    /// <remarks>
    /// Whatever <see cref="ChildOptions.Stdout"/> and <see cref="ChildOptions.Stderr"/> say. A slow reader stalls neither the child nor other readers
    /// and costs no memory: it loses the oldest lines, and <see cref="OutputMissed"/> tells how many.
    /// </remarks>
    /// <param name="name">The child's name.</param>
    /// <param name="reading">From where, and how long; null: what is kept, and then it ends.</param>
    /// <param name="cancellationToken">Ends the reading with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="SpinnerRejectedException">No child has this name: <see cref="SpinnerError.NoSuchChild"/>.</exception>
    IAsyncEnumerable<ChildOutput> ReadOutputAsync(string name, OutputReading? reading = null, CancellationToken cancellationToken = default);

    /// <summary>Uses a child if it is started: no message, no allocation, no wait. Never starts it.</summary>
    /// <param name="name">The child's name.</param>
    /// <param name="use">Keeps the child from being idle-stopped until it is disposed, exactly once.</param>
    /// <returns>False when the child is not started.</returns>
    bool TryUse(string name, out ChildUse use);

    /// <summary>Uses a child, starting it like <see cref="StartAsync(string, CancellationToken)"/> when it is not started.</summary>
    /// <returns>The use; dispose it exactly once.</returns>
    /// <exception cref="SpinnerRejectedException">It could not be started; says why.</exception>
    ValueTask<ChildUse> UseAsync(string name, CancellationToken cancellationToken = default);
}
