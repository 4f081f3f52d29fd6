using Akka.Actor;
using Akka.Event;
using Spinner.Actors.Configuration;
using Spinner.Actors.Output;
using Spinner.Actors.Telemetry;
using Spinner.Actors.Time;
using Spinner.Processes;

namespace Spinner.Actors.Children;

// THE STATE TABLE. Each state is a file beside this one, each cell a line in its switch; tests/Spinner.Actors.Tests/Table is its executable twin.
//
//   +w       joins the waiters; starters = waiting Start and Restart requests          ·  ignored by name
//   n/a      no launch alive: a look at what is monitored or an endpoint is asked for, or a pause between attempts runs
//   term     Terminate: close the gate, SIGTERM the group, stop alarm; nothing more on a terminating launch
//   term*    term; but n/a: withdraw the request or the pause, and settle or launch at once
//   free     Free: close the gate, cancel the launch's alarms, release its endpoint, forget it
//   launch   ask for an endpoint, for a look at what is monitored before; the start deadline is armed with the first request
//   passing  a refusal of the system that may pass; after a crash, a change or a lost listener whatever kept the launch from coming to be.
//            Once the start deadline is spent nothing passes; when the spinner launches nothing any more, starters are rejected →Stopped
//   unused   its gate was closed while nobody was inside, and no retired launch is in use that has time left
//   loop     the second time within the restart tolerance
//   early    a listen-fd launch that was ready by living, within the start time-out: no crash, an attempt that failed
//   old/new  in Restarting: the previous launch is still terminating / otherwise
//
// | message         | Stopped          | Starting              | Started            | Stopping            | Restarting          | Faulted              | Unkillable    |
// |-----------------|------------------|-----------------------|--------------------|---------------------|---------------------|----------------------|---------------|
// | Start           | +w launch→Starting| +w                   | Ready; touch       | +next               | +w                  | <RetryAt: Rejected; else +w, 1 launch→Starting | Rejected |
// | Stop            | Stopped          | reject, +w, term*→Stopping | +w, term→Stopping | reject next, +w | as Starting         | forget fault→Stopped | StopFailed    |
// | Restart         | as Start         | +w, term*→Restarting  | +w, term→Restarting| +next               | old +w; new +w, term*| +w launch→Starting  | Rejected      |
// | FileChanged     | ·                | term*→Restarting      | term→Restarting    | ·                   | old ·; new term*    | 1 launch→Starting    | ·             |
// | IdleDue         | ·                | ·                     | unused: term→Stopping; else re-arm | ·   | ·                   | ·                    | ·             |
// | ListenerGone    | ·                | ·                     | term→Restarting; loop: term→Stopping, then →Faulted | · | ·        | ·                    | ·             |
// | PathWatched     | ·                | ask an endpoint       | ·                  | ·                   | new: ask            | ·                    | ·             |
// | EndpointGranted | ·                | spawn                 | ·                  | ·                   | new: spawn          | ·                    | ·             |
// | NoEndpoint      | ·                | passing: pause; else reject→Faulted | ·    | ·                   | new: as Starting    | ·                    | ·             |
// | SpawnFailed     | ·                | free; passing: pause; else reject→Faulted | · | as Exited        | old as Exited; new as Starting | ·         | free, as Exited|
// | LaunchIsReady   | ·                | not late: answer→Started | ·               | ·                   | old ·; new as Starting | ·                 | ·             |
// | Exited          | ·                | free; pause, or reject→Faulted | free; launch→Restarting, or →Faulted; early: pause→Restarting, or →Faulted | free, answer→Stopped; next: launch→Starting | old free, launch; new as Starting | · | free; →Stopped, or killable |
// | BackoffDue      | ·                | ask an endpoint       | ·                  | ·                   | new: ask            | ·                    | ·             |
// | StartTimedOut   | ·                | alive: note, SIGKILL; n/a: withdraw, reject→Faulted | · | ·      | new: as Starting    | ·                    | ·             |
// | StopTimedOut    | ·                | ·                     | ·                  | SIGKILL, kill alarm | terminating: same   | ·                    | ·             |
// | KillTimedOut    | ·                | noted: as Stopping    | ·                  | StopFailed→Unkillable | as Stopping       | ·                    | ·             |
// | Drain           | answer           | as Stop               | as Stop            | reject next, +w     | as Stop             | as Stop              | as Stop       |
// | Remove          | Removed, end     | as Stop, then end     | as Stop, then end  | reject next, +w, then end | as Stop, then end | as Stop, then end | as Stop       |
//
// With reload = overlap there is one more, Replacing, shown as Started: one launch is kept and serves, the one in hand, "next", is to take over.
//
//   superseded  next is terminating, another follows it               beside   launch, with one attempt, when fewer than three live;
//   keep old    ChildError, reject KeptOld → Started                            else SIGKILL the oldest retired first
//   retired     it served and was replaced; drains, then term, then SIGKILL, in whatever state the child is
//
// | message         | Replacing                                          | message         | Replacing                                     |
// |-----------------|----------------------------------------------------|-----------------|-----------------------------------------------|
// | Start           | Ready (what is kept); touch                        | LaunchIsReady   | superseded, late: ·; swap, answer → Started; the kept one is retired |
// | Stop, Drain     | reject, +w, term kept, next and retired → Stopping | Exited (kept)   | free, ChildError → Restarting                 |
// | Remove          | as Stop, then end                                  | Exited (next)   | superseded: free, beside; else free, keep old |
// | Restart         | +w, term next, a fresh deadline, beside            | StartTimedOut   | alive: note, SIGKILL; n/a: withdraw, keep old |
// | FileChanged     | superseded: ·; term next, beside                   | StopTimedOut    | SIGKILL, kill alarm                           |
// | IdleDue         | · (watched again afterwards)                       | KillTimedOut    | next is retired as it is; keep old            |
// | EndpointGranted | spawn                                              | RetiredGone     | waited for: beside                            |
// | NoEndpoint      | keep old                                           | RetiredStays    | waited for: keep old                          |
// | SpawnFailed     | superseded: free, beside; passing: free, pause; else free, keep old | BackoffDue, PathWatched | ask an endpoint  |
//
// Started: Restart and FileChanged keep the launch that serves → Replacing. Stop, Drain, Remove and IdleDue everywhere: term the retired too, and
// Stopping lasts until the last of all is gone. RetiredGone and RetiredStays: Stopping settles, or gives up when all that live survived SIGKILL;
// Unkillable: as Exited; elsewhere ·.
//
// In every state alike, so told in ChildActor.Guard.cs: what retired launches do, Cancelled, GetChild, Spawned; Start and Restart after Drain (Rejected);
// a signal of a launch or request, or an alarm, that is not current (·).

/// <summary>One child: its options, its state, at most one launch that serves. Decides everything about it; the table above says what.</summary>
sealed partial class ChildActor : UntypedActor
{
    private readonly ChildWorld _world;
    private readonly ChildSlot _slot;
    private readonly ILoggingAdapter _systemLog;
    private readonly ILoggingAdapter _outputLog;
    private UserLogger? _userLog;
    private readonly ColdStart _coldStart;
    private readonly Alarms<ChildAlarm> _alarms;
    private readonly CrashHistory _crashes;
    private readonly Waiters _starters = new();
    private readonly Waiters _stoppers = new();
    private readonly Waiters _next = new();

    private ChildSpec _spec;
    private ChildState _state = ChildState.Stopped;
    private string _column = nameof(Stopped);
    private DateTimeOffset _since;
    private ChildLaunch? _launch;       // the one in hand
    private ChildLaunch? _kept;         // Replacing: it serves until the one in hand is ready
    private Cause _cause;               // of the launch in hand, or of the stop under way
    private LaunchGate? _announced;     // of the launch last published as started or restarted, if nothing since has ended that
    private bool _draining;
    private bool _ending;               // a Remove waits for the stop

    public ChildActor(ChildWorld world, ChildSlot slot)
    {
        _world = world;
        _slot = slot;
        _spec = slot.View.Spec;
        _since = slot.View.Since;
        _systemLog = Context.GetLogger().WithContext("Child", _spec.Name);
        _outputLog = Logging.GetLogger(Context.System, _spec.Name);
        _coldStart = new ColdStart(world.Spinner, _spec.Name, world.Clock, e => _systemLog.Warning(e, "A listener of the telemetry of child {Child} failed", Name));
        _alarms = new Alarms<ChildAlarm>(Self, world.Clock);
        _retirements = new Alarms<ChildLaunch>(Self, world.Clock);
        _crashes = new CrashHistory(world.Clock);
        _fileRevival = new FileRevival(world.Clock);
        Become(Guarded(Stopped));
    }

    public static Props Props(ChildWorld world, ChildSlot slot) => Akka.Actor.Props.Create(() => new ChildActor(world, slot));

    private string Name => _spec.Name;

    private ILoggingAdapter Log
    {
        get
        {
            if (_spec.Logger is not { } logger) return _systemLog;
            if (_userLog?.Logger != logger) _userLog = new UserLogger(logger, _systemLog);
            return _userLog;
        }
    }

    /// <summary>The launch in hand has a process, or its LaunchActor does exist at least.</summary>
    private bool Alive => _launch?.Actor is not null;

    /// <summary>Any launch is alive.</summary>
    private bool AnyLives => Alive || _kept is not null || _retired.Count > 0;

    /// <summary>In Started and Replacing: the one that serves. Elsewhere: the one in hand.</summary>
    private ChildLaunch? ServingLaunch => _kept ?? _launch;

    private IEnumerable<ChildLaunch> Launches => new[] { _launch, _kept }.OfType<ChildLaunch>().Concat(_retired);

    /// <summary>In Restarting and Replacing: the launch in hand is terminating, another is to follow it.</summary>
    private bool OldIsStopping => _launch is { Actor: not null, Terminating: true };

    protected override SupervisorStrategy SupervisorStrategy() => Akka.Actor.SupervisorStrategy.StoppingStrategy;

    protected override void OnReceive(object message) => Unhandled(message); // never reached: a behaviour is installed from the start

    protected override void PostStop()
    {
        CloseGate();
        CloseGate(_kept);
        _alarms.Dispose();
        _retirements.Dispose();
        const string why = "The child's actor was stopped.";
        RejectStarters(StartFailure.Aborted, why);
        RejectNext(StartFailure.Aborted, why);
        // The LaunchActor below has killed the group already; what is not gone yet is named, not hidden.
        var living = LivingPids;
        _stoppers.Answer((request, _) => living.Count == 0 ? Gone(request) : new StopFailed(Name, living));
        foreach (var launch in Launches) _world.Ports.Tell(new Ports.ReleaseEndpoint(launch.Request));
        _world.Ports.Tell(new Ports.ForgetEndpoint(), Self);
        ForgetMonitor();
        _coldStart.Note(ChildState.Stopped, fault: null);
    }

    /// <summary>The only place that changes the state: installs the behaviour, logs, shows and publishes it.</summary>
    private void Enter(ChildState state, Cause cause)
    {
        var column = _kept is null ? state.ToString() : nameof(Replacing);
        Log.Info("Child {Child} {From} → {To} because {Cause}", Name, _column, column, cause);
        (_state, _column) = (state, column);
        if (state != ChildState.Started || _announced != ServingLaunch!.Gate) _since = _world.Clock.GetUtcNow();
        if (_kept is null)
        {
            _coldStart.Note(state, _fault);
            if (state is not (ChildState.Starting or ChildState.Restarting)) ForgetDeadline();
        }
        Become(Guarded(Behaviour(state)));
        Show();
        PublishEntry(state, cause);
    }

    private UntypedReceive Behaviour(ChildState state) => state switch
    {
        ChildState.Stopped => Stopped,
        ChildState.Starting => Starting,
        ChildState.Started => _kept is null ? Started : Replacing,
        ChildState.Stopping => Stopping,
        ChildState.Restarting => Restarting,
        ChildState.Faulted => Faulted,
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "No such state."),
    };
}
