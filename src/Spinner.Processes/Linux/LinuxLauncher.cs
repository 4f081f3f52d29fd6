using System.Collections.Immutable;

namespace Spinner.Processes;

/// <summary>
/// The engine for Linux on x86-64 with glibc: posix_spawn(3) on the caller's thread, pidfds, one thread for all children that only waits. Every child leads a
/// session and a process group of its own, with default signals, an empty signal mask, stdin at its end and no other inherited descriptor. Safe for concurrent use.
/// </summary>
/// <remarks>
/// A true exit code and a signal are told apart, see waitid(2). Callbacks and a plan's <see cref="LaunchPlan.Log"/> are called on threads of their own,
/// never on the one that serves every child. Use <see cref="Engines"/> to get it only where it can run.
/// </remarks>
sealed class LinuxLauncher : IProcessLauncher
{
    private readonly TimeProvider _time;
    private readonly Func<LinuxEngine> _engine;

    /// <summary>Creates the launcher. Nothing is started before the first launch, but by <see cref="Engines"/>.</summary>
    /// <param name="time">The clock of the output batches; null is <see cref="TimeProvider.System"/>. Its own ticks follow the kernel's monotonic clock.</param>
    public LinuxLauncher(TimeProvider? time = null) : this(LinuxEngine.Shared, time) { }

    internal LinuxLauncher(Func<LinuxEngine> engine, TimeProvider? time = null) => (_engine, _time) = (engine, time ?? TimeProvider.System);

    /// <inheritdoc/>
    public bool MayBlock => Mounts.MayHang;

    /// <inheritdoc/>
    public ILaunch Launch(LaunchPlan plan, ILaunchObserver observer)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(observer);
        return Spawning.Run(plan, observer, told => Launch(PlanCopy.Of(plan), told, new LaunchLog(plan.Log)));
    }

    /// <inheritdoc/>
    public SpawnException? Check(LaunchPlan plan) => PlanCheck.RefusalOf(plan);

    /// <inheritdoc/>
    /// <remarks>One inotify instance on the engine's thread for all watchers of this process; links on the way are watched too.</remarks>
    PathWatcher IProcessLauncher.WatchFiles(Action<string> touched, TimeProvider clock, Action<string> notice) =>
        new(touched, clock, notice, new InotifyWatch.Source(() => _engine().Files));

    private LinuxLaunch Launch(LaunchPlan plan, ILaunchObserver observer, LaunchLog log)
    {
        if (plan.Endpoint is PipeEndpoint)
            throw new SpawnException(SpawnFailure.Refused, $"'{plan.Name}' cannot have a named pipe: they exist on Windows only.");
        var command = CommandLookup.Resolve(plan);
        DescriptorReserve.Require(plan.Name);
        var engine = EngineFor(plan);
        plan = plan with { WorkingDirectory = CommandLookup.DirectoryOf(plan) };
        var output = LaunchOutput.Open(plan, log, _time);
        NotifySocket? notify = null;
        ChildProcess child;
        try
        {
            notify = NotifySocket.OpenFor(plan);
            if (notify is not null) plan = plan.WithVariables(SpokenWords.VariablesOf(plan, notify));
            child = Spawn(engine.System, plan, command, _time);
        }
        catch
        {
            notify?.Dispose();
            output.Abandon();
            throw;
        }

        var commands = SideCommands.For(plan, this, _time);
        // What only the spawn needs would be kept as long as the child lives.
        plan = plan with { Environment = ImmutableDictionary<string, string>.Empty, Args = [], Log = static _ => { } };
        var launch = new LinuxLaunch(engine, plan, observer, log, child, output, notify, commands, _time);
        launch.Begin();
        return launch;
    }

    private static ChildProcess Spawn(ISyscalls system, LaunchPlan plan, string command, TimeProvider time)
    {
        var passed = PassedListener.For(plan);
        var (staged, stage) = ShellStage.Wrap(passed?.Plan ?? plan, command);
        return ChildProcess.Spawn(system, staged, stage, time, passed?.Descriptor);
    }

    private LinuxEngine EngineFor(LaunchPlan plan)
    {
        try
        {
            return _engine();
        }
        catch (Exception refused) when (refused is not SpawnException)
        {
            throw new SpawnException(SpawnFailure.Unavailable, $"Nothing can be spawned for '{plan.Name}'. {refused.Message}", refused);
        }
    }
}
