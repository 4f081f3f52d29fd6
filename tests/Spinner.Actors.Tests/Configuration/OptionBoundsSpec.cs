namespace Spinner.Actors.Tests.Configuration;

/// <summary>Just inside and just outside of every bound.</summary>
public class OptionBoundsSpec
{
    private static readonly ChildOptions Good = new() { Name = "web", Command = "app" };
    private static readonly TimeSpan Millisecond = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan Long = TimeSpan.FromDays(24);

    private static readonly Dictionary<string, (TimeSpan Min, TimeSpan Max, Func<TimeSpan, ChildOptions> With)> Durations = new()
    {
        [nameof(ChildOptions.Watchdog)] = (Millisecond, Long, t => Good with { Watchdog = t }),
        [nameof(ChildOptions.MaxLifetime)] = (TimeSpan.FromSeconds(1), Long, t => Good with { MaxLifetime = t }),
        [nameof(ChildOptions.StartTimeout)] = (Millisecond, Long, t => Good with { StartTimeout = t }),
        [nameof(ChildOptions.ReadyAfter)] = (TimeSpan.Zero, Long, t => Good with { ReadyAfter = t }),
        [nameof(ChildOptions.StopTimeout)] = (TimeSpan.Zero, Long, t => Good with { StopTimeout = t }),
        [nameof(ChildOptions.KillTimeout)] = (Millisecond, TimeSpan.FromDays(1), t => Good with { KillTimeout = t }),
        [nameof(ChildOptions.IdleTime)] = (Millisecond, Long, t => Good with { IdleTime = t }),
        [nameof(ChildOptions.RestartTolerance)] = (TimeSpan.FromSeconds(1), Long, t => Good with { RestartTolerance = t }),
        [nameof(ChildOptions.FaultTimeout)] = (TimeSpan.Zero, Long, t => Good with { FaultTimeout = t }),
        [nameof(ChildOptions.FaultTimeoutMax)] = (TimeSpan.FromSeconds(1), Long, t => Good with { FaultTimeoutMax = t }),
        [nameof(ChildOptions.DrainTimeout)] = (TimeSpan.Zero, Long, t => Good with { DrainTimeout = t }),
    };

    public static TheoryData<string> DurationNames => [.. Durations.Keys];

    [Theory]
    [MemberData(nameof(DurationNames))]
    public void A_duration_ends_where_its_documentation_says(string option)
    {
        var (min, max, with) = Durations[option];
        var tick = TimeSpan.FromTicks(1);

        Assert.Empty(Reading.Errors(with(min)));
        Assert.Empty(Reading.Errors(with(max)));
        Assert.Equal([option], Reading.Wrong(with(min - tick)));
        Assert.Equal([option], Reading.Wrong(with(max + tick)));
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(-1, true)]
    [InlineData(-2, false)]
    [InlineData(1, true)]
    public void An_idle_time_is_positive_or_never(int milliseconds, bool right) =>
        Assert.Equal(right, Reading.Errors(Good with { IdleTime = TimeSpan.FromMilliseconds(milliseconds) }).Count == 0);

    [Fact]
    public void The_longest_time_a_start_may_wait_for_fits_into_one_timer()
    {
        var sum = Durations[nameof(ChildOptions.StartTimeout)].Max + Durations[nameof(ChildOptions.StopTimeout)].Max
            + Durations[nameof(ChildOptions.KillTimeout)].Max + TimeSpan.FromSeconds(5);

        using var timer = TimeProvider.System.CreateTimer(static _ => { }, null, sum, Timeout.InfiniteTimeSpan);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(100, true)]
    [InlineData(101, false)]
    public void Attempts(int attempts, bool right) => Check(nameof(ChildOptions.Attempts), Good with { Attempts = attempts }, right);

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    [InlineData(16_777_216, true)]
    [InlineData(16_777_217, false)]
    public void Output_ring(int bytes, bool right) => Check(nameof(ChildOptions.OutputBuffer), Good with { OutputBuffer = bytes }, right);

    [Theory]
    [InlineData(-1, false)]
    [InlineData(1_048_575, false)]
    [InlineData(1_048_576, true)]
    [InlineData(17_592_186_044_416, true)]
    [InlineData(17_592_186_044_417, false)]
    public void Memory(long bytes, bool right) => Check(nameof(ChildOptions.Memory), Good with { Memory = bytes }, right);

    [Theory]
    [InlineData(-2, false)]
    [InlineData(-1, true)]
    [InlineData(0, false)]
    [InlineData(1_048_575, false)]
    [InlineData(1_048_576, true)]
    [InlineData(17_592_186_044_416, true)]
    [InlineData(17_592_186_044_417, false)]
    public void Memory_limits(long bytes, bool right)
    {
        Check(nameof(ChildOptions.MemoryLimit), Good with { MemoryLimit = bytes }, right);
        Check(nameof(ChildOptions.MemoryHigh), Good with { MemoryHigh = bytes }, right);
        Check(nameof(ChildOptions.MemoryMax), Good with { MemoryMax = bytes }, right);
    }

    [Theory]
    [InlineData(100_000_000, 100_000_000, true)]
    [InlineData(100_000_001, 100_000_000, false)]
    [InlineData(100_000_001, ChildOptions.Unlimited, true)]
    public void High_is_not_above_max(long high, long max, bool right) =>
        Check(nameof(ChildOptions.MemoryHigh), Good with { MemoryHigh = high, MemoryMax = max }, right);

    [Theory]
    [InlineData(-2, false)]
    [InlineData(-1, true)]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(10_000, true)]
    [InlineData(10_001, false)]
    public void Share_of_the_processors(int weight, bool right) => Check(nameof(ChildOptions.CpuWeight), Good with { CpuWeight = weight }, right);

    [Theory]
    [InlineData(-2, false)]
    [InlineData(-1, true)]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(int.MaxValue, true)]
    public void Most_requests(int number, bool right) => Check(nameof(ChildOptions.MaxRequests), Good with { MaxRequests = number }, right);

    [Theory]
    [InlineData(-2, false)]
    [InlineData(-1, true)]
    [InlineData(15, false)]
    [InlineData(16, true)]
    [InlineData(1_073_741_816, true)]
    [InlineData(1_073_741_817, false)]
    public void Open_files(int number, bool right) => Check(nameof(ChildOptions.NoFile), Good with { NoFile = number }, right);

    [Theory]
    [InlineData(-21, false)]
    [InlineData(-20, true)]
    [InlineData(19, true)]
    [InlineData(20, false)]
    public void Niceness(int number, bool right) => Check(nameof(ChildOptions.Nice), Good with { Nice = number }, right);

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    [InlineData(511, true)]
    [InlineData(512, false)]
    public void Permissions(int mask, bool right) => Check(nameof(ChildOptions.Umask), Good with { Umask = (UnixFileMode)mask }, right);

    [Theory]
    [InlineData(0, 1, 1, "Live.Every")]
    [InlineData(1, 0, 1, "Live.Timeout")]
    [InlineData(1, 1, 0, "Live.Failures")]
    [InlineData(1, 1, 1001, "Live.Failures")]
    [InlineData(1, 1, 1000, null)]
    public void Looks_at_how_it_is(int every, int timeout, int failures, string? wrong) => Assert.Equal(
        wrong is null ? [] : new[] { wrong },
        Reading.Wrong(Good with
        {
            Live = Liveness.Tcp with { Every = TimeSpan.FromMilliseconds(every), Timeout = TimeSpan.FromMilliseconds(timeout), Failures = failures },
        }));

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(65_535, true)]
    [InlineData(65_536, false)]
    public void Fixed_port(int port, bool right) => Check(nameof(ChildOptions.Endpoint), Good with { Endpoint = EndpointSpec.Port(port) }, right);

    [Theory]
    [InlineData("listen-fd", true)]
    [InlineData("listen-fd:unix", true)]
    [InlineData("listen-fd:8080", true)]
    [InlineData("listen-fd:/run/web.sock", true)]
    [InlineData("listen-fd:0", false)]
    [InlineData("listen-fd:pipe", false)]
    [InlineData("listen-fd:listen-fd", false)]
    public void Held_listener(string text, bool right) =>
        Check(nameof(ChildOptions.Endpoint), Good with { Endpoint = EndpointSpec.TryParse(text, out var spec) ? spec : null }, right);

    [Theory]
    [InlineData("/", true)]
    [InlineData("/health?deep=1&x=%20", true)]
    [InlineData("health", false)]
    [InlineData("", false)]
    [InlineData("/a b", false)]
    [InlineData("/ä", false)]
    [InlineData("/a#b", false)]
    [InlineData("/a\r\nHost: b", false)]
    public void Path_of_an_answer(string path, bool right) => Check(nameof(ChildOptions.Ready), Good with { Ready = Readiness.Http(path) }, right);

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(255, true)]
    [InlineData(256, false)]
    public void Length_of_a_name(int length, bool right) => Check(nameof(ChildOptions.Name), Good with { Name = new string('n', length) }, right);

    [Fact]
    public void Only_signals_that_stop_a_process()
    {
        Assert.All(StopSignal.Allowed, signal => Check(nameof(ChildOptions.StopSignal), Good with { StopSignal = signal }, right: true));
        Check(nameof(ChildOptions.StopSignal), Good with { StopSignal = new StopSignal(19, "SIGSTOP") }, right: false);
    }

    private static void Check(string option, ChildOptions options, bool right) => Assert.Equal(right ? [] : [option], Reading.Wrong(options));
}
