using CsCheck;
using Spinner.Actors.Configuration;

namespace Spinner.Actors.Tests.Hocon;

/// <summary>Valid options that HOCON can carry, of every kind.</summary>
static class AnyOptions
{
    private static readonly Gen<string> Text = Gen.Char["aZ0 ./\\\"'${}[]#=:,+-_\n\téä"].Array[1, 12].Select(c => new string(c));

    private static Gen<object> OneOf(params object[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static readonly Gen<string> TextOrEmpty = Gen.OneOf(Text, Gen.Const(""));

    private static readonly Gen<TimeSpan> Duration = Gen.OneOf(
        Gen.Long[1, 20].Select(d => TimeSpan.FromDays(d)),
        Gen.Long[1, 500].Select(h => TimeSpan.FromHours(h)),
        Gen.Long[1, 1_000_000].Select(s => TimeSpan.FromSeconds(s)),
        Gen.Long[TimeSpan.TicksPerSecond, TimeSpan.TicksPerDay].Select(TimeSpan.FromTicks));

    private static readonly Dictionary<string, Gen<object>> Values = new Dictionary<string, Gen<object>>
    {
        [nameof(ChildOptions.Script)] = Text.Select(t => (object)t),
        [nameof(ChildOptions.Command)] = Text.Select(t => (object)t),
        [nameof(ChildOptions.Run)] = Text.Select(t => (object)t),
        [nameof(ChildOptions.Args)] = TextOrEmpty.List[0, 4].Select(l => (object)l),
        [nameof(ChildOptions.Environment)] = Gen.Dictionary(Text.Select(t => t.Replace('=', 'x')), TextOrEmpty)[0, 4].Select(d => (object)d),
        [nameof(ChildOptions.InheritEnvironment)] = Gen.Bool.Select(b => (object)b),
        [nameof(ChildOptions.WorkingDirectory)] = Text.Select(t => (object)t),
        [nameof(ChildOptions.Endpoint)] = OneOf(EndpointSpec.Tcp, EndpointSpec.Unix, EndpointSpec.None, EndpointSpec.Port(8080), EndpointSpec.Path("/run/a b.sock"),
            EndpointSpec.ListenFd, EndpointSpec.ListenFdOn(EndpointSpec.Unix), EndpointSpec.ListenFdOn(EndpointSpec.Path("/run/a b.sock"))),
        [nameof(ChildOptions.Ready)] = Gen.OneOf(
            OneOf(Readiness.Listen, Readiness.Notify, Readiness.Alive, Readiness.Exit, Readiness.Log(@"^a\.b ""[}]$"), Readiness.Log(" x "), Readiness.Exec("a b", ["", "\"{"], TimeSpan.FromMinutes(1)), Readiness.Exec("c", [])),
            Gen.Select(
                Gen.Int[100, 599], Gen.Int[100, 599], (a, b) => (object)Readiness.Http($"/{a}?b=\"{{$}}", new StatusRange(Math.Min(a, b), Math.Max(a, b))))),
        [nameof(ChildOptions.Watchdog)] = Gen.OneOf(Duration, Gen.Const(ChildOptions.Never)).Select(t => (object)t),
        [nameof(ChildOptions.Live)] = Gen.Select(
            OneOf(Liveness.Off, Liveness.Tcp, Liveness.Notify, Liveness.Http("/a?b=\"{$}", new StatusRange(204, 204)), Liveness.Exec("a b", "", "\"{"), Liveness.Exec("c")),
            Duration, Duration, Gen.Int[1, 1000],
            (live, every, timeout, failures) => Liveness.Off.Equals(live) ? live : (Liveness)live with { Every = every, Timeout = timeout, Failures = failures }),
        [nameof(ChildOptions.Memory)] = Gen.Long[1024 * 1024, 1L << 44].Select(b => (object)b),
        [nameof(ChildOptions.MemoryLimit)] = Gen.OneOf(
            Gen.Long[1024 * 1024, 1L << 44], Gen.Long[1, 1L << 14].Select(g => g << 30), Gen.Const((long)ChildOptions.Unlimited)).Select(b => (object)b),
        [nameof(ChildOptions.MemoryHigh)] = Gen.OneOf(Gen.Long[1024 * 1024, 1L << 30], Gen.Const((long)ChildOptions.Unlimited)).Select(b => (object)b),
        [nameof(ChildOptions.MemoryMax)] = Gen.OneOf(Gen.Long[1L << 30, 1L << 44], Gen.Const((long)ChildOptions.Unlimited)).Select(b => (object)b),
        [nameof(ChildOptions.CpuWeight)] = Gen.OneOf(Gen.Int[1, 10_000], Gen.Const(ChildOptions.Unlimited)).Select(n => (object)n),
        [nameof(ChildOptions.MaxLifetime)] = Gen.OneOf(Duration, Gen.Const(ChildOptions.Never)).Select(t => (object)t),
        [nameof(ChildOptions.MaxRequests)] = Gen.OneOf(Gen.Int[1, int.MaxValue], Gen.Const(ChildOptions.Unlimited)).Select(n => (object)n),
        [nameof(ChildOptions.StartTimeout)] = Gen.OneOf(Duration, Gen.Const(ChildOptions.Never)).Select(t => (object)t),
        [nameof(ChildOptions.Attempts)] = Gen.Int[1, 100].Select(i => (object)i),
        [nameof(ChildOptions.StopTimeout)] = Gen.OneOf(Duration, Gen.Const(TimeSpan.Zero)).Select(t => (object)t),
        [nameof(ChildOptions.KillTimeout)] = Gen.Long[1, 86_400_000].Select(ms => (object)TimeSpan.FromMilliseconds(ms)),
        [nameof(ChildOptions.StopSignal)] = OneOf([.. StopSignal.Allowed.Cast<object>()]),
        [nameof(ChildOptions.StopCommand)] = Text.List[1, 3].Select(l => (object)l),
        [nameof(ChildOptions.NoFile)] = Gen.OneOf(Gen.Int[16, 1_000_000], Gen.Const(ChildOptions.Unlimited)).Select(n => (object)n),
        [nameof(ChildOptions.Nice)] = Gen.Int[-20, 19].Select(n => (object)n),
        [nameof(ChildOptions.Umask)] = Gen.Int[0, 511].Select(m => (object)(UnixFileMode)m),
        [nameof(ChildOptions.User)] = Text.Select(t => (object)t),
        [nameof(ChildOptions.Group)] = Text.Select(t => (object)t),
        [nameof(ChildOptions.Monitor)] = Gen.OneOf(Gen.Const((object)MonitorTarget.None), Text.Select(t => (object)MonitorTarget.Path(t)),
            Text.List[1, 3].Select(l => (object)MonitorTarget.Paths([.. l, "src/*.js", "!generated"]))),
        [nameof(ChildOptions.Stdout)] = OneOf(OutputTarget.Console, OutputTarget.None, OutputTarget.Log),
        [nameof(ChildOptions.Stderr)] = Text.Select(t => (object)OutputTarget.File("/var/" + t)),
        [nameof(ChildOptions.OutputBuffer)] = Gen.OneOf(Gen.Int[0, 16 * 1024 * 1024], Gen.Int[0, 16].Select(i => i * 1024 * 1024), Gen.Int[0, 99].Select(i => i * 1024)).Select(i => (object)i),
        [nameof(ChildOptions.IdleTime)] = Gen.OneOf(Duration, Gen.Const(ChildOptions.Never)).Select(t => (object)t),
        [nameof(ChildOptions.Keep)] = Gen.Bool.Select(b => (object)b),
        [nameof(ChildOptions.Autostart)] = Gen.Bool.Select(b => (object)b),
        [nameof(ChildOptions.RestartTolerance)] = Duration.Select(t => (object)t),
        [nameof(ChildOptions.FaultTimeout)] = Duration.Select(t => (object)t),
        [nameof(ChildOptions.Kind)] = OneOf(ChildKind.Server, ChildKind.Worker, ChildKind.Task),
        [nameof(ChildOptions.ReadyAfter)] = Gen.OneOf(Duration, Gen.Const(TimeSpan.Zero)).Select(t => (object)t),
        [nameof(ChildOptions.Restart)] = OneOf(RestartPolicy.Always, RestartPolicy.OnFailure, RestartPolicy.Never),
        [nameof(ChildOptions.SuccessCodes)] = Gen.Int[0, 255].List[0, 3].Select(l => (object)l),
        [nameof(ChildOptions.NoRestartCodes)] = Gen.Int[0, 255].List[0, 3].Select(l => (object)l),
        [nameof(ChildOptions.Needs)] = Gen.Select(Text, OneOf(NeedWhen.Started, NeedWhen.Ready, NeedWhen.Done), Gen.Bool)
            .Select((name, when, with) => new ChildNeed(name) { When = (NeedWhen)when, RestartWith = with && (NeedWhen)when != NeedWhen.Done })
            .List[0, 3].Select(l => (object)l.DistinctBy(n => n.Name).ToList()),
        [nameof(ChildOptions.FaultTimeoutMax)] = Duration.Select(t => (object)t),
        [nameof(ChildOptions.Reload)] = OneOf(ReloadMode.Restart, ReloadMode.Overlap),
        [nameof(ChildOptions.DrainTimeout)] = Duration.Select(t => (object)t),
    };

    /// <summary>Each option null or some value.</summary>
    public static Gen<ChildOptions> Child { get; } = ChildOptionTable.Keys.Aggregate(
        Gen.Const(new ChildOptions()),
        (options, key) => Gen.Select(options, Gen.Bool, Values[key.Option], (o, given, value) => given ? key.Set(o, value) : o));

    public static Gen<SpinnerOptions> Spinner { get; } = Gen.Select(
        Child, Gen.Dictionary(Text, Child)[0, 3], Gen.Dictionary(OneOf("js", "lua", "r").Select(o => (string)o), Text.List[1, 3])[0, 2], Duration, Gen.Int[1, 65535], Text,
        (defaults, children, runners, drain, port, directory) => new SpinnerOptions
        {
            Defaults = defaults with { Script = null, Args = null, Run = null, Needs = null },
            Children = [.. children.Select(c => c.Value with { Name = c.Key })],
            Runners = runners.ToDictionary(r => (string)r.Key, r => (IReadOnlyList<string>)r.Value),
            DrainTimeout = drain,
            MaxRunning = port % 5 == 0 ? ChildOptions.Unlimited : port,
            MemoryBudget = (port % 3) switch { 0 => MemoryBudget.Off, 1 => MemoryBudget.Percent(1 + (port % 100)), _ => MemoryBudget.Size((long)port << 20) },
            Room = Enumerable.Range(0, port % 3).ToDictionary(i => $"{directory} {i}", i => new RoomGroup { Members = [directory, $"b {i}"], Running = port }),
            Engine = (EngineChoice)(port % 3),
            Orphans = (OrphanPolicy)(port % 2),
            StateDirectory = directory + "/state",
            PortRange = new PortRange(port, 65535),
            RunDirectory = directory,
        });
}
