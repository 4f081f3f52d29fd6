using Spinner.Processes;

namespace Spinner.Actors.TestKit;

/// <summary>
/// What a fake child does from its launch to its end. Immutable: every method gives a changed copy. Times are virtual and count from the launch.
/// Unless said otherwise it listens at once, exits with 0 when asked to stop and is ended by SIGKILL. Where its plan means something else by ready it
/// does that: it has lived for <see cref="LaunchPlan.ReadyAfter"/>, has written the line, has answered the command; a task is never ready, it exits.
/// </summary>
public sealed record FakeBehavior
{
    private TimeSpan? _listens = TimeSpan.Zero;
    private TimeSpan? _stops = TimeSpan.Zero;
    private bool _killable = true;
    private TimeSpan? _succeeds = TimeSpan.Zero;
    private Action<FakeLaunch, VirtualDelays> _prints = static (_, _) => { };
    private Action<FakeLaunch>? _ends;
    private TimeSpan _endsAfter;

    internal FakeBehavior() { }

    /// <summary>Why it cannot be spawned; null: it can.</summary>
    internal SpawnException? Unspawnable { get; private init; }

    /// <summary>It listens on its endpoint after this time.</summary>
    public FakeBehavior ListensAfter(TimeSpan delay) => this with { _listens = NotNegative(delay) };

    /// <summary>It lives but never listens.</summary>
    public FakeBehavior NeverListens() => this with { _listens = null };

    /// <summary>The command that makes it ready ends with 0 from this time on, see <see cref="Readiness.Exec"/>. Nothing is run.</summary>
    public FakeBehavior ProbeSucceedsAfter(TimeSpan delay) => this with { _succeeds = NotNegative(delay) };

    /// <summary>The command that is to make it ready never ends with 0.</summary>
    public FakeBehavior ProbeNeverSucceeds() => this with { _succeeds = null };

    /// <summary>It exits with this code at once, before it listens.</summary>
    public FakeBehavior Exits(int code) => ExitsAfter(TimeSpan.Zero, code);

    /// <summary>It exits with this code after this time, whether it listens by then or not.</summary>
    public FakeBehavior ExitsAfter(TimeSpan delay, int code) => EndsAfter(delay, l => l.Exit(code));

    /// <summary>It is ended by this signal after this time, as by the kernel's memory killer with 9.</summary>
    public FakeBehavior IsKilledAfter(TimeSpan delay, int signal) => EndsAfter(delay, l => l.ExitBySignal(signal));

    /// <summary>It finds somebody else listening on its endpoint, and exits.</summary>
    public FakeBehavior MeetsStranger(int pid, string program) => EndsAfter(TimeSpan.Zero, l => l.ExitBecauseOf(new ListenerOwner(pid, program)));

    /// <summary>It cannot be spawned at all.</summary>
    public FakeBehavior CannotBeSpawned(SpawnFailure failure, string message) => this with { Unspawnable = new SpawnException(failure, message) };

    /// <summary>Asked to stop, it exits with 0 this much later.</summary>
    public FakeBehavior StopsAfter(TimeSpan delay) => this with { _stops = NotNegative(delay) };

    /// <summary>Asked to stop, it does nothing.</summary>
    public FakeBehavior IgnoresSigterm() => this with { _stops = null };

    /// <summary>Not even SIGKILL ends it, as if it were stuck in the kernel.</summary>
    public FakeBehavior SurvivesSigkill() => this with { _killable = false };

    /// <summary>It writes these lines to stdout when launched.</summary>
    public FakeBehavior Prints(params IEnumerable<string> lines) => Writing(TimeSpan.Zero, lines, static (l, line) => l.WriteOutput(line));

    /// <summary>It writes these lines to stdout after this time.</summary>
    public FakeBehavior PrintsAfter(TimeSpan delay, params IEnumerable<string> lines) => Writing(NotNegative(delay), lines, static (l, line) => l.WriteOutput(line));

    /// <summary>It writes these lines to stderr when launched.</summary>
    public FakeBehavior PrintsErrors(params IEnumerable<string> lines) => Writing(TimeSpan.Zero, lines, static (l, line) => l.WriteError(line));

    internal void Run(FakeLaunch launch, VirtualDelays delays)
    {
        if (_stops is { } stops) launch.OnTerminate = l => delays.After(stops, () => l.Exit(0));
        if (_killable) launch.OnKill = static l => l.ExitBySignal(StopSignal.Kill.Number);
        _prints(launch, delays);
        if (_ends is { } end) delays.After(_endsAfter, () => end(launch));
        // A launch that has ended does not become ready: what ends at once never listens.
        if (ReadyAfter(launch.Plan) is { } ready) delays.After(ready, () => launch.BecomeReady());
    }

    // Null: by nothing that time brings. Of what is ready by a line the launch itself knows.
    private TimeSpan? ReadyAfter(LaunchPlan plan) => plan.Ready switch
    {
        LogReadiness => null,
        ExecReadiness => _succeeds,
        var ready when ready == Readiness.Exit => null,
        var ready when ready == Readiness.Alive => plan.ReadyAfter,
        _ => _listens,
    };

    private FakeBehavior EndsAfter(TimeSpan delay, Action<FakeLaunch> end) => this with { _endsAfter = NotNegative(delay), _ends = end };

    private FakeBehavior Writing(TimeSpan delay, IEnumerable<string> lines, Action<FakeLaunch, string> write)
    {
        IReadOnlyList<string> all = [.. lines];
        return this with
        {
            _prints = _prints + ((launch, delays) => delays.After(delay, () =>
            {
                foreach (var line in all) write(launch, line);
            })),
        };
    }

    private static TimeSpan NotNegative(TimeSpan delay)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(delay, TimeSpan.Zero);
        return delay;
    }
}
