using Spinner.Processes;

namespace Spinner.Actors.Remote.Tests.Wire;

/// <summary>One message of every manifest, with every member given; what was added to a manifest later is another one of it.</summary>
static class Samples
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 2, 12, 0, 0, TimeSpan.Zero);
    private static readonly ChildEndpoint Endpoint = new TcpEndpoint("127.0.0.1", 20001);
    private static readonly byte[] Bytes = [1, 2, 3];

    public static ChildOptions Options { get; } = new()
    {
        Name = "web",
        Command = "/usr/bin/node",
        Args = ["web.js", "${PORT}"],
        Script = "web.js",
        Environment = new Dictionary<string, string> { ["A"] = "b" },
        InheritEnvironment = false,
        WorkingDirectory = "/srv",
        Endpoint = EndpointSpec.Port(8080),
        Ready = Readiness.Http("/healthy", new StatusRange(200, 204)),
        StartTimeout = TimeSpan.FromSeconds(1),
        Attempts = 2,
        StopTimeout = TimeSpan.FromMilliseconds(1500),
        KillTimeout = TimeSpan.FromSeconds(3),
        StopSignal = StopSignal.Interrupt,
        Monitor = MonitorTarget.Path("/srv/web.js"),
        Stdout = OutputTarget.File("/var/log/web.log"),
        Stderr = OutputTarget.Log,
        OutputBuffer = 1024,
        IdleTime = ChildOptions.Never,
        Keep = true,
        Autostart = true,
        RestartTolerance = TimeSpan.FromMinutes(1),
        FaultTimeout = TimeSpan.FromDays(1),
    };

    public static ChildInfo Info { get; } = new("web")
    {
        Options = Options,
        State = ChildState.Started,
        Endpoint = Endpoint,
        Pid = 4711,
        Launches = 2,
        Since = Noon,
        LastExit = ExitStatus.Exited(3),
        ErrorTail = ["oops"],
        Fault = new ChildFault(SpinnerError.CrashLoop, "crashed twice", Noon),
        AliveBecause = new AliveBecause { Uses = 1, Keep = true, IdleDueAt = Noon, Leases = ["akka://app/user/worker"] },
        DownBecause = "stopped on request",
        StatusText = "warming up",
    };

    public static IReadOnlyList<object> Envelopes { get; } =
    [
        new Hello(1, Bytes), new Challenge("s1", Bytes), new Proof("s1", Bytes),
        new Welcome("s1", "life", "spinner", RemoteRole.Operate, 2000, 10000),
        new Refused("no"), new Gone("s1"), new Call("s1", 7, "ping-1", Bytes, Bytes), new Answer("s1", 7, "pong-1", Bytes),
    ];

    public static IReadOnlyList<object> Questions { get; } =
    [
        new Ping(), new Bye(), new Start("web", Options, Lease: true), new Stop("web"),
        new StopUnused("web"), new Restart("web"), new Remove("web"), new StopEach(),
        new Release("web"), new Hold("web"), new Get("web"), new List(), new Watch(7),
        new Start("web", new ChildOptions { Name = "web", Reload = ReloadMode.Overlap, DrainTimeout = TimeSpan.FromSeconds(15) }),
        new Start("web", new ChildOptions { Name = "web", FaultTimeoutMax = TimeSpan.FromHours(1) }),
        new Start("web", new ChildOptions
        {
            Name = "web", Kind = ChildKind.Task, Endpoint = EndpointSpec.None, Ready = Readiness.Exit, ReadyAfter = TimeSpan.FromSeconds(2),
            Restart = RestartPolicy.OnFailure, SuccessCodes = [0, 2], NoRestartCodes = [3], Run = "exec migrate",
        }),
        new Start("web", new ChildOptions { Name = "web", Ready = Readiness.Alive }),
        new Start("web", new ChildOptions { Name = "web", Ready = Readiness.Log(@"^ready in \d+ ms") }),
        new Start("web", new ChildOptions
        {
            Name = "web", Ready = Readiness.Exec("pg_isready", ["-p", "${PORT}"], TimeSpan.FromSeconds(2)), StopCommand = ["stop", "${PID}"],
        }),
        new Start("web", new ChildOptions { Name = "web", Watchdog = TimeSpan.FromSeconds(30) }),
        new Start("web", new ChildOptions
        {
            Name = "web", Needs = ["db", new ChildNeed("migrate") { When = NeedWhen.Done }, new ChildNeed("cache") { When = NeedWhen.Started, RestartWith = true }],
        }) { WithoutNeeds = true },
        new Start("web", new ChildOptions
        {
            Name = "web", Live = Liveness.Http("/health", new StatusRange(200, 204)) with { Every = TimeSpan.FromSeconds(1), Failures = 2 }, MemoryLimit = 300L * 1024 * 1024,
            MaxLifetime = TimeSpan.FromDays(1), MaxRequests = 1000,
        }),
        new Start("web", new ChildOptions { Name = "web", Live = Liveness.Exec("check", "-a b", "${PORT}") with { Timeout = TimeSpan.FromSeconds(1) } }),
        new Start("web", new ChildOptions { Name = "web", Live = Liveness.Notify }),
        new Start("web", new ChildOptions { Name = "web", Monitor = MonitorTarget.Paths("src/**/*.js", "!gen, \"x\"") }),
        new Stop("web") { Drain = true },
        new Start("web", new ChildOptions
        {
            Name = "web", NoFile = 4096, Nice = 5, Umask = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite, User = "nobody", Group = "nogroup",
        }),
        new Start("web", new ChildOptions { Name = "web", MemoryHigh = 300L * 1024 * 1024, MemoryMax = 1L << 40, CpuWeight = 50 }),
        new Start("web", new ChildOptions { Name = "web", Memory = 300L * 1024 * 1024 }),
        new ReadOutput("web", new OutputReading { Follow = true, After = 7, Last = 10 }), new Took(3, 64), new End(3),
    ];

    public static IReadOnlyList<object> Answers { get; } =
    [
        new Pong(), new Promised(65000), new Listed(1), new Released("web", WasHeld: true), new Held("web", IsHeld: true),
        new Failed(RemoteFailure.Denied, "no"),
        new ChildReady { Name = "web", Endpoint = Endpoint, Pid = 4711, Launch = 2, AlreadyRunning = true, OptionsIgnored = true },
        new ChildCompleted { Name = "web", Launch = 2, Exit = ExitStatus.Exited(0), Duration = TimeSpan.FromSeconds(3), OptionsIgnored = true },
        new ChildReady { Name = "web", Endpoint = ChildEndpoint.None, Pid = 4711, Launch = 2 },
        new Rejected("web", SpinnerError.ExitedBeforeReady, "ended") { Attempts = 3, LastExit = ExitStatus.Killed(9), ErrorTail = ["oops"], RetryAt = Noon },
        new StopSucceeded("web", WasRunning: true), new StopFailed("web", [4711]), new ChildRemoved("web"), new NoSuchChild("web"), new NoSuchChild("web") { Detail = "no child 'web'; declared: api" }, new ChildInUse("web"),
        new AllStopped([new StopFailed("web", [4711])]), Info,
        new ChildInfo("web")
        {
            Options = new ChildOptions(), State = ChildState.Started, Launch = 2, LastFault = new ChildFault(SpinnerError.CrashLoop, "crashed twice", Noon), RelaunchAt = Noon,
            AliveBecause = new AliveBecause { Uses = 1, Keep = false, IsBusy = true },
        },
        new ChildInfo("web") { Options = new ChildOptions(), State = ChildState.Starting, WaitsFor = "db, migrate done" },
        new ChildInfo("web") { Options = new ChildOptions(), State = ChildState.Starting, Attempt = 1, Attempts = 3, NextAttemptAt = Noon },
        new WatchStarted(new Dictionary<string, ChildInfo>()) { Spinner = "spinner", Sequence = 7, Time = Noon }, new WatchEnded(),
        new EventsMissed(1, 5) { Spinner = "spinner", Sequence = 5, Time = Noon },
        Told(new ChildStarted(Endpoint, 4711)), Told(new ChildRestarted(new UnixEndpoint("/run/web.sock"), 4712)),
        Told(new ChildStopped(ExitStatus.Exited(0))), Told(new ChildStopped(ExitStatus.Exited(0)) { Duration = TimeSpan.FromSeconds(3) }),
        Told(new ChildStarted(Endpoint, 4711) { Took = TimeSpan.FromMilliseconds(420), Attempt = 2, Attempts = 3, By = "token ci" }),
        Told(new ChildRestarted(Endpoint, 4712) { Took = TimeSpan.FromMilliseconds(420), Attempt = 1, Attempts = 3, By = "socket" }),
        Told(new ChildStopped(ExitStatus.Exited(0)) { For = "api", Detail = "205 MiB" }),
        Told(new ChildError { Reason = SpinnerError.Crashed, Detail = "ended", Attempt = 1, Attempts = 3, Exit = ExitStatus.Unknown, ErrorTail = ["oops"] }),
        Told(new ChildFaulted(new ChildFault(SpinnerError.CrashLoop, "crashed twice", Noon))),
        new OutputPage(8, Missed: 2, [new OutputPart(IsError: false, "hello\n"u8.ToArray()), new OutputPart(IsError: true, "oops\n"u8.ToArray())]),
        new OutputPage(8, Missed: 0, [new OutputPart(IsError: true, "oops\n"u8.ToArray()) { Time = Noon }]),
        new OutputEnded(),
    ];

    private static ChildEvent Told(ChildEvent happened) =>
        happened with { Spinner = "spinner", Sequence = 7, Time = Noon, Name = "web", Launch = 2, Cause = TransitionCause.Crash };
}
