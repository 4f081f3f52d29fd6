using System.Text.Json.Serialization;
using Akka.Event;
using Spinner.Processes;

namespace Spinner.Actors;

/// <summary>
/// How one child is run. Every option left null takes the spinner's default, and where that is null too, the built-in one.
/// Dictionaries merge. Immutable, safe to share; checked when it reaches the manager, where all mistakes are reported at once.
/// </summary>
public sealed record ChildOptions
{
    /// <summary>For <see cref="IdleTime"/>: never stopped for being idle. For <see cref="StartTimeout"/>: no deadline. For <see cref="Watchdog"/> and <see cref="MaxLifetime"/>: none.</summary>
    public static readonly TimeSpan Never = Timeout.InfiniteTimeSpan;

    /// <summary>For <see cref="MemoryLimit"/> and <see cref="MaxRequests"/>: as much as it takes. For <see cref="NoFile"/>, <see cref="MemoryHigh"/>, <see cref="MemoryMax"/> and <see cref="CpuWeight"/>: what the supervisor has.</summary>
    public const int Unlimited = -1;

    /// <summary>The key of the child: 1 to 255 characters (UTF-16), none of them NUL or half of a pair. Default: <see cref="Script"/>.</summary>
    public string? Name { get; init; }

    /// <summary>
    /// The program. Default: the runner of <see cref="Script"/>, or of the first argument whose extension has one. A command that is given takes
    /// <see cref="Args"/> as they are: nothing is put before or between them.
    /// </summary>
    public string? Command { get; init; }

    /// <summary>
    /// Instead of <see cref="Command"/>, <see cref="Script"/> and <see cref="Args"/>: one line for the shell, <c>/bin/sh -c</c>, on Windows
    /// <c>cmd /c</c>. Placeholders are replaced as in <see cref="Args"/>, before the shell sees them. A plain command, or commands joined by
    /// <c>&amp;&amp;</c>, get <c>exec</c> before the last of them, so that no shell stays; of any other line the shell stays, and signals reach it and
    /// the command alike.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Run { get; init; }

    /// <summary>
    /// Its arguments; <c>${PORT}</c>, <c>${NAME}</c> and, for TCP, <c>${HOST}</c> are replaced. Without <see cref="Command"/> they follow the script
    /// its runner is given; with it they default to the script.
    /// </summary>
    public IReadOnlyList<string>? Args { get; init => field = Values.Of(value); }

    /// <summary>
    /// Short form: a file run by the runner its extension names (js, mjs, cjs, py, rb, sh, dll, cs; see <see cref="SpinnerOptions.Runners"/>),
    /// relative to the child's working directory. Also the name and the monitored file unless those are given.
    /// </summary>
    public string? Script { get; init; }

    /// <summary>
    /// Variables added to the environment; placeholders are replaced in values as in <see cref="Args"/>. Merged over the defaults by name.
    /// <c>PORT</c>, <c>port</c>, <c>SPINNER_NAME</c> and, for TCP, <c>HOST</c> are always the spinner's, whatever is given here.
    /// <c>ASPNETCORE_URLS</c> is the endpoint when a dll or cs file is run, unless it is given here. JSON and <c>ToString</c> show the names only.
    /// </summary>
    [JsonConverter(typeof(NamesJsonConverter))]
    public IReadOnlyDictionary<string, string>? Environment { get; init => field = Values.Of(value); }

    /// <summary>Whether the child starts from the supervisor's own environment. Default: true.</summary>
    public bool? InheritEnvironment { get; init; }

    /// <summary>An existing directory, relative to the supervisor's own. Default: the supervisor's own.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>
    /// Sets the defaults of several options together, see <see cref="ChildKind"/>; what is given beside it wins. Default: what has no endpoint is a
    /// worker, what is ready by its exit a task, everything else a server.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ChildKind? Kind { get; init; }

    /// <summary>
    /// The kind of endpoint, or a fixed one; <see cref="EndpointSpec.None"/> for what listens on nothing. Default: <see cref="EndpointSpec.Tcp"/>.
    /// </summary>
    public EndpointSpec? Endpoint { get; init; }

    /// <summary>
    /// What makes a launch ready. Default: <see cref="Readiness.Listen"/>. With an <see cref="EndpointSpec.ListenFd"/> that means: as soon as it
    /// lives; what exits within <see cref="StartTimeout"/> then counts as never ready, with pauses and <see cref="Attempts"/>.
    /// </summary>
    public Readiness? Ready { get; init; }

    /// <summary>For <see cref="Readiness.Alive"/>: how long a launch has to live to be ready. Default 1 s; 0 to 24 days.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public TimeSpan? ReadyAfter { get; init; }

    /// <summary>
    /// Deadline of a whole start request, all attempts and pauses between them, from its first launch. Default 30 s; 1 ms to 24 days, or
    /// <see cref="Never"/>. Of a task it is the time it may run, and by default there is none.
    /// </summary>
    public TimeSpan? StartTimeout { get; init; }

    /// <summary>
    /// Once ready the child has to say <c>WATCHDOG=1</c> to the socket named in <c>NOTIFY_SOCKET</c> at least this often, see sd_notify(3); its environment
    /// tells it in <c>WATCHDOG_USEC</c>. Where it does not, or says <c>WATCHDOG=trigger</c>, it is replaced as one that is not well (<see cref="Live"/>). Default:
    /// <see cref="Never"/>; 1 ms to 24 days. Linux only, and not for tasks.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public TimeSpan? Watchdog { get; init; }

    /// <summary>
    /// How a launch that serves is looked at, to find out whether it is still well; one that is not is replaced, as after a change of the
    /// <see cref="Monitor"/> (<see cref="TransitionCause.Unhealthy"/>). Default: <see cref="Liveness.Off"/>. Not for tasks.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Liveness? Live { get; init; }

    /// <summary>
    /// Bytes that a launch and all that descends from it may hold for themselves: anonymous and shared memory and what of it is swapped out. One that
    /// holds more in two looks, which come every 10 s and a second apart then, is replaced (<see cref="TransitionCause.Memory"/>). Each launch is
    /// looked at by itself while two overlap. Default: <see cref="Unlimited"/>; 1 MiB to 16 TiB. Where the system does not tell (other than Linux) the log
    /// says so, and nothing follows. Not for tasks.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? MemoryLimit { get; init; }

    /// <summary>
    /// Bytes that a launch is expected to take of <see cref="SpinnerOptions.MemoryBudget"/>; one that turns out to hold more takes that. Default: as much as it held in
    /// one of its last 8 launches. 1 MiB to 16 TiB.
    /// </summary>
    public long? Memory { get; init; }

    /// <summary>
    /// A launch that has served for this long, a tenth more or less by chance, is replaced (<see cref="TransitionCause.Lifetime"/>). Default:
    /// <see cref="Never"/>; 1 s to 24 days. Not for tasks.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public TimeSpan? MaxLifetime { get; init; }

    /// <summary>
    /// A launch that was used so often, each request through the front door being a use, is replaced (<see cref="TransitionCause.Requests"/>), but not
    /// before it has served for <see cref="RestartTolerance"/>. Touches, leases and needs do not count. Default: <see cref="Unlimited"/>; 1 or more. Not
    /// for tasks.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? MaxRequests { get; init; }

    /// <summary>Launches within <see cref="StartTimeout"/>; only an exit before the child is ready is tried again. Default 3; 1 to 100.</summary>
    public int? Attempts { get; init; }

    /// <summary>Grace between <see cref="StopSignal"/> and SIGKILL. Default 30 s; 0 to 24 days.</summary>
    public TimeSpan? StopTimeout { get; init; }

    /// <summary>How long a killed group may take to disappear before the stop is reported as failed. Default 5 s; 1 ms to 1 day.</summary>
    public TimeSpan? KillTimeout { get; init; }

    /// <summary>The signal that asks the child to stop, one of <see cref="Spinner.Actors.StopSignal.Allowed"/>. Default: SIGTERM.</summary>
    public StopSignal? StopSignal { get; init; }

    /// <summary>
    /// A program and its arguments, run instead of <see cref="StopSignal"/> in the child's environment and directory; <c>${PID}</c>, the id of the
    /// child's process, is replaced as well as what is in <see cref="Args"/>. Grace and SIGKILL stay as they are. Where it cannot be run the signal is
    /// sent, and the log told. Default: none.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? StopCommand { get; init => field = Values.Of(value); }

    /// <summary>
    /// Most files it may have open. Default: <see cref="Unlimited"/>, which here is the limit the supervisor was started with; 16 to 1 073 741 816. More than
    /// the supervisor's hard limit for root only; else a start is refused. Not on Windows, as niceness, umask, user and group.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? NoFile { get; init; }

    /// <summary>Added to the supervisor's own niceness. Default 0; −20 to 19, below 0 for root only: else a start is refused.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Nice { get; init; }

    /// <summary>The permissions that files it makes do not get. Default: as the supervisor's. The nine of owner, group and others.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public UnixFileMode? Umask { get; init; }

    /// <summary>
    /// Above this the kernel slows a launch, with all that descends from it, down and takes back what memory it can: memory.high of cgroups(7). In bytes, 1 MiB
    /// to 16 TiB, at most <see cref="MemoryMax"/>. Default: <see cref="Unlimited"/>. Linux with cgroup v2 only, where the supervisor's group is delegated to
    /// it, in a systemd unit with <c>Delegate=yes</c> say, as the two that follow: else a start is refused.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? MemoryHigh { get; init; }

    /// <summary>
    /// What a launch, with all that descends from it, never holds more than: the kernel kills in it instead, memory.max of cgroups(7). In bytes, 1 MiB to 16 TiB.
    /// For what is to be replaced gently there is <see cref="MemoryLimit"/>, below this. Default: <see cref="Unlimited"/>.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? MemoryMax { get; init; }

    /// <summary>
    /// Its share of the processors when there are not enough, beside the other children that have one, and the supervisor with those that have none, whose share
    /// is 100: cpu.weight of cgroups(7). 1 to 10 000. Default: <see cref="Unlimited"/>, no share of its own.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? CpuWeight { get; init; }

    /// <summary>
    /// The user it runs as: a login name, or an id; <c>HOME</c>, <c>USER</c> and <c>LOGNAME</c> follow, unless <see cref="Environment"/> has them. For root on
    /// Linux only: else a start is refused. It cannot reach the supervisor's own directories, so <see cref="EndpointSpec.Unix"/>, <see cref="Readiness.Notify"/>
    /// and a <see cref="Watchdog"/> do not go with it. Default: the supervisor's.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? User { get; init; }

    /// <summary>The group it runs in instead of the first one of its user: a name, or an id. For root on Linux only. Default: its user's.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Group { get; init; }

    /// <summary>A file or directory whose change restarts the child. Default: the <see cref="Script"/>, else nothing.</summary>
    public MonitorTarget? Monitor { get; init; }

    /// <summary>Where stdout goes. Default: <see cref="OutputTarget.Log"/>, the log of the actor system.</summary>
    public OutputTarget? Stdout { get; init; }

    /// <summary>Where stderr goes. Default: <see cref="OutputTarget.Log"/>, the log of the actor system.</summary>
    public OutputTarget? Stderr { get; init; }

    /// <summary>
    /// Bytes of recent output kept in memory, both streams together, for <see cref="ISpinner.ReadOutputAsync"/>. Default 65 536; 0 to 16 MiB.
    /// </summary>
    public int? OutputBuffer { get; init; }

    /// <summary>Takes what is logged about the child. Default: the actor system's log. Exists in this process only.</summary>
    [JsonIgnore]
    public ILoggingAdapter? Logger { get; init; }

    /// <summary>
    /// The child is stopped this long after the end of its last use. Default 30 min; 1 ms to 24 days, or <see cref="Never"/>. Zero is an error.
    /// </summary>
    public TimeSpan? IdleTime { get; init; }

    /// <summary>
    /// It should always run: started with the spinner where it is declared, never stopped for being idle, whatever <see cref="IdleTime"/> says, and
    /// launched again by itself when a fault's time is over. A stop keeps it down until somebody starts it. Default: false.
    /// </summary>
    public bool? Keep { get; init; }

    /// <summary>
    /// For children declared in <see cref="SpinnerOptions.Children"/>: start with the spinner. Default: false; what is kept (<see cref="Keep"/>) is
    /// started with it whatever this says.
    /// </summary>
    public bool? Autostart { get; init; }

    /// <summary>What follows when a started launch exits by itself. Default: <see cref="RestartPolicy.Always"/>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RestartPolicy? Restart { get; init; }

    /// <summary>The exit codes that mean success, 0 to 255 each: of a task, and for <see cref="RestartPolicy.OnFailure"/>. Default: 0.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<int>? SuccessCodes { get; init => field = Values.Of(value); }

    /// <summary>The exit codes of a started launch after which nothing follows, whatever <see cref="Restart"/> says. Default: none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<int>? NoRestartCodes { get; init => field = Values.Of(value); }

    /// <summary>
    /// Children that have to be there before this one is launched: started all at once where they are not, within <see cref="StartTimeout"/>, and
    /// held while the launch lives. Each name stands here once, and no child needs itself, over whatever others. Default: none.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ChildNeed>? Needs { get; init => field = Values.Of(value); }

    /// <summary>A second crash within this time makes the child faulted. Default 60 s; 1 s to 24 days.</summary>
    public TimeSpan? RestartTolerance { get; init; }

    /// <summary>
    /// How long a faulted child refuses starts. Default 60 s; 0 to 24 days. One that is kept or held is then launched again by itself, at the soonest
    /// after a second; the time doubles with each fault in a row, up to <see cref="FaultTimeoutMax"/>.
    /// </summary>
    public TimeSpan? FaultTimeout { get; init; }

    /// <summary>
    /// The longest <see cref="FaultTimeout"/> grows to while the child faults again and again. Default 10 min; 1 s to 24 days. Below
    /// <see cref="FaultTimeout"/> it does not matter. Faults are in a row until a launch has served for <see cref="RestartTolerance"/>, or somebody
    /// stops or restarts the child.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public TimeSpan? FaultTimeoutMax { get; init; }

    /// <summary>
    /// What a restart and a change of the <see cref="Monitor"/> do to a started child. Default: <see cref="ReloadMode.Restart"/>.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ReloadMode? Reload { get; init; }

    /// <summary>
    /// How long uses may go on before a launch is stopped that was replaced (<see cref="ReloadMode.Overlap"/>), or is to stop when it is drained
    /// (<see cref="StopChild.Drain"/>). Default 15 s; 0 to 24 days.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public TimeSpan? DrainTimeout { get; init; }

    /// <summary>A child that listens on nothing and runs on, see <see cref="ChildKind.Worker"/>.</summary>
    /// <param name="name">The key of the child.</param>
    /// <param name="command">The program.</param>
    /// <param name="args">Its arguments.</param>
    public static ChildOptions Worker(string name, string command, params IReadOnlyList<string> args) =>
        new() { Name = name, Kind = ChildKind.Worker, Command = command, Args = args };

    /// <summary>A child that listens on nothing and ends, see <see cref="ChildKind.Task"/>.</summary>
    /// <param name="name">The key of the child.</param>
    /// <param name="command">The program.</param>
    /// <param name="args">Its arguments.</param>
    public static ChildOptions Task(string name, string command, params IReadOnlyList<string> args) =>
        new() { Name = name, Kind = ChildKind.Task, Command = command, Args = args };
}
