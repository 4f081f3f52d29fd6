using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Spinner.Processes;

namespace Spinner.Actors.TestKit;

/// <summary>
/// A process that does not exist. Until it is told otherwise it lives, listens nowhere and ignores every signal. Safe for concurrent use.
/// </summary>
public sealed class FakeLaunch : ILaunch
{
    private readonly ILaunchObserver _observer;
    private readonly Lock _lock = new();
    private readonly List<string> _errors = [];
    private readonly List<string> _output = [];
    private readonly List<string> _signals = [];
    private bool _ready;
    private int _checks;

    internal FakeLaunch(LaunchPlan plan, ILaunchObserver observer, int pid)
    {
        Plan = plan;
        Pid = pid;
        _observer = observer;
    }

    /// <summary>What was to be launched.</summary>
    public LaunchPlan Plan { get; }

    /// <inheritdoc/>
    public int Pid { get; }

    /// <summary>It has not exited.</summary>
    public bool IsAlive { get; private set; } = true;

    /// <summary>The signals it was sent, by name and in order; SIGKILL for a kill.</summary>
    public IReadOnlyList<string> Signals => Snapshot(_signals);

    /// <summary>Its owner let go of it; real processes are killed by that.</summary>
    public bool IsDisposed { get; private set; }

    /// <summary>What it does when it is asked to stop. Default: nothing.</summary>
    public Action<FakeLaunch>? OnTerminate { get; set; }

    /// <summary>What it does when it is killed. Default: nothing, as if the kernel could not.</summary>
    public Action<FakeLaunch>? OnKill { get; set; }

    /// <inheritdoc/>
    public IReadOnlyList<string> ErrorTail => Snapshot(_errors);

    /// <summary>What a look at its listener finds, see <see cref="ILaunch.IsListening"/>. Default: the system does not tell.</summary>
    public bool? Listening { get; set; }

    /// <summary>What a look at how it is finds wrong, see <see cref="ILaunch.CheckAsync"/>. Default: nothing, it is well.</summary>
    public string? Ailment { get; set; }

    /// <summary>How often it was looked at.</summary>
    public int Checks => Volatile.Read(ref _checks);

    /// <summary>How many bytes of memory it holds, see <see cref="ILaunch.MemoryInUse"/>. Default: the system does not tell.</summary>
    public long? Memory { get; set; }

    /// <summary>How many bytes of that count where its processes share some, see <see cref="ILaunch.MemoryShare"/>. Default: all.</summary>
    public long? MemoryShare { get; set; }

    /// <summary>What it says of itself, as by <c>STATUS=</c>. Default: nothing.</summary>
    public string? StatusText { get; set; }

    /// <inheritdoc/>
    public IReadOnlyList<int> LivingPids => IsAlive ? [Pid] : [];

    /// <summary>It listens. Does nothing once it has exited or was ready before.</summary>
    /// <param name="endpoint">The address that answers. Default: the one it was given.</param>
    /// <param name="verified">Whether the listener was proved to be its own.</param>
    public void BecomeReady(ChildEndpoint? endpoint = null, bool verified = true)
    {
        lock (_lock)
        {
            if (!IsAlive || _ready) return;
            _ready = true;
        }
        _observer.Ready(new LaunchReady(endpoint ?? Plan.Endpoint, verified));
    }

    /// <summary>It says that it is busy, or that it is not any more, as by <c>BUSY=1</c> and <c>BUSY=0</c>.</summary>
    public void SayBusy(bool isBusy) => Say(new LaunchWords { IsBusy = isBusy });

    /// <summary>It says that it stops by itself, as by <c>STOPPING=1</c>. It goes on until it exits.</summary>
    public void SayStopping() => Say(new LaunchWords { IsStopping = true });

    /// <summary>It wants more time to become ready, or to stop, as by <c>EXTEND_TIMEOUT_USEC=</c>.</summary>
    /// <param name="time">From now on; longer than zero.</param>
    public void ExtendTimeout(TimeSpan time) => Say(new LaunchWords { Extension = time });

    /// <summary>It misses its watchdog, as by not saying <c>WATCHDOG=1</c> in time.</summary>
    public void Hang() => Say(new LaunchWords { Hung = "it did not say WATCHDOG=1" });

    /// <summary>What it wrote to stdout, oldest line first.</summary>
    public IReadOnlyList<string> Output => Snapshot(_output);

    /// <summary>
    /// Writes a line to stdout, and is ready by it where its plan waits for such a line: kept in <see cref="Output"/> and for readers of its output, and logged at once when its output goes
    /// to the log. Files and streams get nothing.
    /// </summary>
    public void WriteOutput(string line) => Print(isError: false, line);

    /// <summary>
    /// Writes a line to stderr, and is ready by it where its plan waits for such a line: kept in <see cref="ErrorTail"/> and for readers of its output, and logged at once when its errors go to the log.
    /// </summary>
    public void WriteError(string line) => Print(isError: true, line);

    /// <summary>Exits with a code.</summary>
    public void Exit(int code) => End(ExitStatus.Exited(code), null);

    /// <summary>Is ended by a signal.</summary>
    public void ExitBySignal(int signal) => End(ExitStatus.Killed(signal), null);

    /// <summary>Exits because somebody else listens on its endpoint.</summary>
    public void ExitBecauseOf(ListenerOwner stranger) => End(ExitStatus.Exited(1), stranger);

    void ILaunch.Terminate(StopSignal signal)
    {
        lock (_lock) _signals.Add(signal.Name);
        OnTerminate?.Invoke(this);
    }

    bool? ILaunch.IsListening() => Listening;

    Task<string?> ILaunch.CheckAsync(ChildEndpoint endpoint, CancellationToken stop)
    {
        Interlocked.Increment(ref _checks);
        return Task.FromResult(Ailment);
    }

    long? ILaunch.MemoryInUse() => Memory;

    long? ILaunch.MemoryShare() => MemoryShare ?? Memory;

    void ILaunch.Kill()
    {
        lock (_lock) _signals.Add(StopSignal.Kill.Name);
        OnKill?.Invoke(this);
    }

    void IDisposable.Dispose()
    {
        lock (_lock) IsDisposed = true;
        End(ExitStatus.Killed(StopSignal.Kill.Number), null);
    }

    /// <summary>Its name, pid and whether it lives.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Plan.Name} ({Pid}, {(IsAlive ? "alive" : "gone")})");

    private void Say(LaunchWords words)
    {
        if (IsAlive) _observer.Said(words);
    }

    private void Print(bool isError, string line)
    {
        lock (_lock) (isError ? _errors : _output).Add(line);
        Plan.KeepOutput(isError, Encoding.UTF8.GetBytes(line + "\n"));
        if (Plan.Ready is LogReadiness log && Regex.IsMatch(line, log.Pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)) BecomeReady();
        if ((isError ? Plan.Stderr : Plan.Stdout) == OutputTarget.Log) Plan.Log(new OutputBatch(isError, line, 0));
    }

    private void End(ExitStatus status, ListenerOwner? stranger)
    {
        lock (_lock)
        {
            if (!IsAlive) return;
            IsAlive = false;
        }
        _observer.Exited(new LaunchExit(status, ErrorTail, stranger) { StatusText = StatusText });
    }

    private List<string> Snapshot(List<string> lines)
    {
        lock (_lock) return [.. lines];
    }
}
