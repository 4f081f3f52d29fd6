namespace Spinner.Processes;

/// <summary>Is told the life of one launch. Callbacks come on any thread, in order, never concurrently.</summary>
/// <remarks>One that blocks holds up the later ones of its launch and a thread, nobody else; one that throws is told to the plan's log.</remarks>
public interface ILaunchObserver
{
    /// <summary>The launch is ready, as its plan means it. At most once, never after <see cref="Exited"/>.</summary>
    void Ready(LaunchReady ready);

    /// <summary>
    /// The launch says something of itself, with <see cref="Readiness.Notify"/> or a <see cref="LaunchPlan.Watchdog"/>. What comes while an earlier callback
    /// runs is told as one. Does nothing by itself; an observer that wraps another passes this on.
    /// </summary>
    void Said(LaunchWords words) { }

    /// <summary>
    /// Whether a callback may wait for anything. One that says no and tells at once is called without the way over another thread, which costs some
    /// microseconds; on the Linux engine whoever lies holds up every child.
    /// </summary>
    bool MayBlock => true;

    /// <summary>The leader has exited and nothing of its group lives. Exactly once, and the last callback.</summary>
    void Exited(LaunchExit exit);
}

/// <summary>A launch became ready.</summary>
/// <param name="Endpoint">The address that answered; for TCP this tells IPv4 from IPv6.</param>
/// <param name="Verified">False where the system does not let us see whose the listener is.</param>
public sealed record LaunchReady(ChildEndpoint Endpoint, bool Verified);

/// <summary>A launch has ended.</summary>
/// <param name="Status">How the leader ended.</param>
/// <param name="ErrorTail">The last lines of stderr, as <see cref="ILaunch.ErrorTail"/> at the end.</param>
/// <param name="Stranger">Who else listened on the endpoint while this launch tried to; null when nobody did or it had been ready.</param>
public sealed record LaunchExit(ExitStatus Status, IReadOnlyList<string> ErrorTail, ListenerOwner? Stranger = null)
{
    /// <summary>The last lines of stderr, as <see cref="ILaunch.ErrorTail"/> at the end.</summary>
    public IReadOnlyList<string> ErrorTail { get; init => field = Values.Of(value); } = Values.Of(ErrorTail);

    /// <summary>As <see cref="ILaunch.StatusText"/> at the end.</summary>
    public string? StatusText { get; init; }
}
