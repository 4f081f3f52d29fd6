using System.Reflection;
using Akka.Event;
using CsCheck;

namespace Spinner.Actors.Tests.Configuration;

/// <summary>Two different valid values of every option of a child, none of them a default.</summary>
static class EveryOption
{
    private static readonly LoggingBus Bus = new();

    private static ILoggingAdapter Logger(string source) => Akka.Event.Logging.GetLogger(Bus, source);

    public static IReadOnlyDictionary<string, (object A, object B)> Values { get; } = new Dictionary<string, (object, object)>
    {
        [nameof(ChildOptions.Name)] = ("a", "b"),
        [nameof(ChildOptions.Command)] = ("ruby", "/opt/app"),
        [nameof(ChildOptions.Run)] = ("exec app", "cd / && app"),
        [nameof(ChildOptions.Args)] = (new[] { "-v", "x.js", "-p" }, new[] { "y.cs", "${PORT}" }),
        [nameof(ChildOptions.Script)] = ("s.py", "t.dll"),
        [nameof(ChildOptions.Environment)] = (
            new Dictionary<string, string> { ["A"] = "1", ["B"] = "2" },
            new Dictionary<string, string> { ["B"] = "3", ["C"] = "" }),
        [nameof(ChildOptions.InheritEnvironment)] = (true, false),
        [nameof(ChildOptions.WorkingDirectory)] = ("work", "/srv"),
        [nameof(ChildOptions.Endpoint)] = (EndpointSpec.Unix, EndpointSpec.Port(8080)),
        [nameof(ChildOptions.Ready)] = (Readiness.Notify, Readiness.Http("/health", new StatusRange(200, 204))),
        [nameof(ChildOptions.Watchdog)] = (TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2)),
        [nameof(ChildOptions.Live)] = (Liveness.Tcp, Liveness.Http("/health") with { Every = TimeSpan.FromSeconds(1), Failures = 2 }),
        [nameof(ChildOptions.Memory)] = (64L * 1024 * 1024, 1L << 40),
        [nameof(ChildOptions.MemoryLimit)] = (64L * 1024 * 1024, 1L << 40),
        [nameof(ChildOptions.MaxLifetime)] = (TimeSpan.FromHours(1), TimeSpan.FromDays(1)),
        [nameof(ChildOptions.MaxRequests)] = (1, 1_000_000),
        [nameof(ChildOptions.StartTimeout)] = (TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2)),
        [nameof(ChildOptions.Attempts)] = (1, 2),
        [nameof(ChildOptions.StopTimeout)] = (TimeSpan.Zero, TimeSpan.FromSeconds(2)),
        [nameof(ChildOptions.KillTimeout)] = (TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2)),
        [nameof(ChildOptions.StopSignal)] = (StopSignal.Interrupt, StopSignal.Kill),
        [nameof(ChildOptions.StopCommand)] = (new[] { "stop", "${PID}" }, new[] { "halt" }),
        [nameof(ChildOptions.MemoryHigh)] = (32L * 1024 * 1024, 48L * 1024 * 1024),
        [nameof(ChildOptions.MemoryMax)] = (64L * 1024 * 1024, 1L << 31),
        [nameof(ChildOptions.CpuWeight)] = (50, 200),
        [nameof(ChildOptions.NoFile)] = (1024, 4096),
        [nameof(ChildOptions.Nice)] = (5, -5),
        [nameof(ChildOptions.Umask)] = (UnixFileMode.OtherRead, UnixFileMode.GroupWrite | UnixFileMode.OtherWrite),
        [nameof(ChildOptions.User)] = ("nobody", "1000"),
        [nameof(ChildOptions.Group)] = ("nogroup", "0"),
        [nameof(ChildOptions.Monitor)] = (MonitorTarget.None, MonitorTarget.Path("src")),
        [nameof(ChildOptions.Stdout)] = (OutputTarget.None, OutputTarget.Log),
        [nameof(ChildOptions.Stderr)] = (OutputTarget.File("/tmp/err"), OutputTarget.Stream(Stream.Null)),
        [nameof(ChildOptions.OutputBuffer)] = (0, 1024),
        [nameof(ChildOptions.Logger)] = (Logger("a"), Logger("b")),
        [nameof(ChildOptions.IdleTime)] = (ChildOptions.Never, TimeSpan.FromSeconds(1)),
        [nameof(ChildOptions.Keep)] = (true, false),
        [nameof(ChildOptions.Autostart)] = (true, false),
        [nameof(ChildOptions.RestartTolerance)] = (TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2)),
        [nameof(ChildOptions.FaultTimeout)] = (TimeSpan.Zero, TimeSpan.FromSeconds(2)),
        [nameof(ChildOptions.Kind)] = (ChildKind.Worker, ChildKind.Task),
        [nameof(ChildOptions.ReadyAfter)] = (TimeSpan.Zero, TimeSpan.FromSeconds(3)),
        [nameof(ChildOptions.Restart)] = (RestartPolicy.OnFailure, RestartPolicy.Never),
        [nameof(ChildOptions.SuccessCodes)] = (new[] { 0, 2 }, new[] { 7 }),
        [nameof(ChildOptions.NoRestartCodes)] = (new[] { 1 }, new[] { 255, 0 }),
        [nameof(ChildOptions.Needs)] = (
            new ChildNeed[] { "db", new("migrate") { When = NeedWhen.Done } }, new ChildNeed[] { new("cache") { When = NeedWhen.Started, RestartWith = true } }),
        [nameof(ChildOptions.FaultTimeoutMax)] = (TimeSpan.FromSeconds(90), TimeSpan.FromHours(2)),
        [nameof(ChildOptions.Reload)] = (ReloadMode.Restart, ReloadMode.Overlap),
        [nameof(ChildOptions.DrainTimeout)] = (TimeSpan.Zero, TimeSpan.FromSeconds(2)),
    };

    public static IReadOnlyList<PropertyInfo> Properties { get; } = typeof(ChildOptions).GetProperties(BindingFlags.Public | BindingFlags.Instance);

    /// <summary>Options in which each one is null, its first or its second value.</summary>
    public static Gen<ChildOptions> Any { get; } = Gen.Int[0, 2].Array[Properties.Count].Select(choices =>
    {
        var options = new ChildOptions();
        foreach (var (choice, property) in choices.Zip(Properties))
            if (choice > 0) property.SetValue(options, choice == 1 ? Values[property.Name].A : Values[property.Name].B);
        return options;
    });

    /// <summary>Whether both say the same; lists and dictionaries by content.</summary>
    public static bool Same(ChildOptions left, ChildOptions right) => Properties.All(p => Same(p.GetValue(left), p.GetValue(right)));

    public static bool Same(object? left, object? right) => (left, right) switch
    {
        (IReadOnlyList<string> l, IReadOnlyList<string> r) => l.SequenceEqual(r),
        (IReadOnlyList<int> l, IReadOnlyList<int> r) => l.SequenceEqual(r),
        (IReadOnlyList<ChildNeed> l, IReadOnlyList<ChildNeed> r) => l.SequenceEqual(r),
        (IReadOnlyDictionary<string, string> l, IReadOnlyDictionary<string, string> r) => l.Count == r.Count && !l.Except(r).Any(),
        _ => Equals(left, right),
    };
}
