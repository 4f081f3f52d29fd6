namespace Spinner.Processes;

/// <summary>
/// Runs commands beside a launch: in its environment and directory, each in a group of its own, their output discarded. Safe for concurrent use.
/// </summary>
/// <param name="launcher">Spawns them.</param>
/// <param name="plan">Of the launch.</param>
/// <param name="time">The clock of their limits.</param>
internal sealed class SideCommands(IProcessLauncher launcher, LaunchPlan plan, TimeProvider time)
{
    /// <summary>Null where the launch needs none.</summary>
    internal static SideCommands? For(LaunchPlan plan, IProcessLauncher engine, TimeProvider time) =>
        plan.Ready is ExecReadiness || plan.Live?.Check is ExecReadiness || plan.StopCommand is not null ? new SideCommands(plan.Beside ?? engine, plan, time) : null;

    /// <summary>Runs one until nobody of its group lives. May block for the time of a spawn.</summary>
    /// <param name="command">The program.</param>
    /// <param name="args">Its arguments.</param>
    /// <param name="limit">What takes longer is killed.</param>
    /// <param name="stop">Kills it at once, and is not waited for then.</param>
    /// <returns>How it ended; null when it took too long.</returns>
    /// <exception cref="SpawnException">It cannot be spawned.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/>.</exception>
    internal async Task<ExitStatus?> RunAsync(string command, IReadOnlyList<string> args, TimeSpan limit, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        var end = new SideObserver();
        using var run = launcher.Launch(PlanOf(command, args), end);
        using var late = new CancellationTokenSource(limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, stop);
        try
        {
            return await end.Status.WaitAsync(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            run.Kill();
            await end.Status.WaitAsync(stop).ConfigureAwait(false);
            return null;
        }
    }

    private LaunchPlan PlanOf(string command, IReadOnlyList<string> args) => plan with
    {
        Command = command, Args = args, Endpoint = ChildEndpoint.None, Ready = Readiness.Exit, PassListener = false, StopCommand = null, Watchdog = null, Live = null,
        MemoryHigh = null, MemoryMax = null, CpuWeight = null,
        Stdout = OutputTarget.None, Stderr = OutputTarget.None, Ring = null, Log = static _ => { },
    };

    private sealed class SideObserver : ILaunchObserver
    {
        private readonly TaskCompletionSource<ExitStatus> _status = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool MayBlock => false;

        internal Task<ExitStatus> Status => _status.Task;

        public void Ready(LaunchReady ready)
        {
        }

        public void Exited(LaunchExit exit) => _status.TrySetResult(exit.Status);
    }
}
