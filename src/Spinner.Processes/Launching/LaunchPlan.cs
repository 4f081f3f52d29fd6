namespace Spinner.Processes;

/// <summary>Everything an engine needs to spawn one process. Immutable; nothing in it is a default to be merged any more.</summary>
public sealed record LaunchPlan
{
    /// <summary>The child's name: handed over as <c>SPINNER_NAME</c>, named in messages.</summary>
    public required string Name { get; init; }

    /// <summary>The program: with a slash a path relative to the working directory, else looked up in the <em>child's</em> <c>PATH</c>.</summary>
    public required string Command { get; init; }

    /// <summary>Its arguments, without the program.</summary>
    public IReadOnlyList<string> Args { get; init => field = Values.Of(value); } = Values.Of<string>([]);

    /// <summary>The child's complete environment, <c>PORT</c> and the supervisor's own variables included.</summary>
    public required IReadOnlyDictionary<string, string> Environment { get; init => field = Values.Of(value); }

    /// <summary>An existing directory, or null for the supervisor's own.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>Where the launch must listen.</summary>
    public required ChildEndpoint Endpoint { get; init; }

    /// <summary>When it is ready.</summary>
    public Readiness Ready { get; init; } = Readiness.Listen;

    /// <summary>For <see cref="Readiness.Alive"/>: how long it has to live. Zero or more.</summary>
    public TimeSpan ReadyAfter { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Once ready it has to say <c>WATCHDOG=1</c> to the socket named in <c>NOTIFY_SOCKET</c> at least this often, as <c>WATCHDOG_USEC</c> tells it, see
    /// sd_notify(3); where it does not <see cref="ILaunchObserver.Said"/> is told. Until it was told to end. 1 ms or more, Linux only; null: it need not.
    /// </summary>
    public TimeSpan? Watchdog { get; init; }

    /// <summary>
    /// What <see cref="ILaunch.CheckAsync"/> looks at; the engine itself never looks. <see cref="Liveness.Notify"/> is a <see cref="Watchdog"/> and is
    /// given as one. Null: nothing.
    /// </summary>
    public Liveness? Live { get; init; }

    /// <summary>
    /// The listener of <see cref="Endpoint"/>, which an <see cref="EndpointSpec.ListenFd"/> was granted for, is passed as descriptor 3, see
    /// sd_listen_fds(3). With <see cref="Readiness.Listen"/> the launch is then ready as soon as it lives. Linux engine only.
    /// </summary>
    public bool PassListener { get; init; }

    /// <summary>
    /// Run instead of the signal when the launch is first asked to stop: a program and its arguments, in which <c>${PID}</c> is the leader's id, in
    /// the child's environment and directory. Where it cannot be run the signal is sent; what of the group outlives its leader gets the signal too. It
    /// is killed with the launch. Null: the signal.
    /// </summary>
    public IReadOnlyList<string>? StopCommand { get; init => field = Values.Of(value); }

    /// <summary>
    /// Most files it may have open, both limits; see getrlimit(2). More than the hard limit of the supervisor for root only. Null: the limits the supervisor was
    /// started with. Not on Windows, as umask, niceness, user and group.
    /// </summary>
    public int? NoFile { get; init; }

    /// <summary>Added to the supervisor's own niceness; see nice(1). Below 0 for root only.</summary>
    public int Nice { get; init; }

    /// <summary>What files it makes are not; see umask(2). Null: as the supervisor's.</summary>
    public UnixFileMode? Umask { get; init; }

    /// <summary>
    /// Above this the kernel slows it down and takes back what it can of the launch and all that descends from it, in bytes; see memory.high of cgroups(7).
    /// Needs cgroup v2 and a group that is delegated to the supervisor, as the two that follow: else it is not spawned. Null: none.
    /// </summary>
    public long? MemoryHigh { get; init; }

    /// <summary>What the launch and all that descends from it never hold more than, in bytes: the kernel kills instead; see memory.max. Null: none.</summary>
    public long? MemoryMax { get; init; }

    /// <summary>Its share of the processors beside the supervisor's other children that have one, 1 to 10 000; see cpu.weight. Null: none.</summary>
    public int? CpuWeight { get; init; }

    /// <summary>
    /// The user it runs as, with its first group and its others: a login name, or an id. <c>HOME</c>, <c>USER</c> and <c>LOGNAME</c> follow unless the
    /// environment says other than the supervisor's. For root on Linux only. Null: the supervisor's.
    /// </summary>
    public string? User { get; init; }

    /// <summary>The group it runs in instead of the first one of its user: a name, or an id. For root on Linux only. Null: its user's.</summary>
    public string? Group { get; init; }

    /// <summary>Where the socket for notifications is made: a directory of ours alone. Null: the user's own.</summary>
    public string? RunDirectory { get; init; }

    /// <summary>Where stdout goes.</summary>
    public OutputTarget Stdout { get; init; } = OutputTarget.Console;

    /// <summary>Where stderr goes.</summary>
    public OutputTarget Stderr { get; init; } = OutputTarget.Console;

    /// <summary>Keeps the child's latest output over all its launches; null keeps none.</summary>
    internal OutputRing? Ring { get; init; }

    /// <summary>
    /// Takes batches of lines for <see cref="OutputTarget.Log"/> and notes about output that the log or the console dropped; called on any thread, never
    /// concurrently. While it blocks, what comes is dropped and counted; what it throws is ignored.
    /// </summary>
    public Action<OutputBatch> Log { get; init; } = static _ => { };

    /// <summary>The directory of the control group it enters before the program runs; null: the supervisor's.</summary>
    internal string? ControlGroup { get; init; }

    /// <summary>Null for the one of this process.</summary>
    internal ConsoleQueue? Console { get; init; }

    /// <summary>Spawns what is run beside the launch; null: its engine.</summary>
    internal IProcessLauncher? Beside { get; init; }

    /// <summary>
    /// For a launcher of another kind: keeps lines the child wrote for those who read its output, beside what becomes of them otherwise. Safe for
    /// concurrent use.
    /// </summary>
    /// <param name="isError">They were written to stderr.</param>
    /// <param name="lines">Whole lines with their line ends, in UTF-8.</param>
    /// <exception cref="ArgumentException">The last line has no end.</exception>
    public void KeepOutput(bool isError, ReadOnlySpan<byte> lines) => Ring?.Append(isError, lines);

    internal LaunchPlan WithVariables(params ReadOnlySpan<(string Name, string Value)> variables)
    {
        var environment = new Dictionary<string, string>(Environment);
        foreach (var (name, value) in variables) environment[name] = value;
        return this with { Environment = environment };
    }
}
