using Akka.Actor;
using Akka.Event;
using Spinner.Actors.Configuration;
using Spinner.Actors.Output;
using Spinner.Actors.Telemetry;
using Spinner.Actors.Time;
using Spinner.Processes;

namespace Spinner.Actors.Children;

// THE STATE TABLE. Each state is a file beside this one, each cell a line in its switch; tests/Spinner.Actors.Tests/Table is its executable twin.
// What a state keeps is its phase: see Phase.cs. How a launch goes from its spawn to its end, in whatever state, is told in ChildLaunch.cs.
//
//   +w       joins the waiters; starters = waiting Start and Restart requests          ·  ignored by name
//   n/a      the start under way has no launch: a look at what is monitored or an endpoint is asked for, or a pause between attempts runs
//   term     terminate: close the gate, SIGTERM the group, later SIGKILL; the launch is leaving; nothing more on one that is leaving already
//   term*    term; but n/a: halt, and settle or launch at once
//   free     release the launch that is gone: its endpoint and its actor are given back
//   launch   ask for admission, for a look at what is monitored before; the start deadline is armed with the first request
//   passing  a refusal of the system that may pass; after a crash, a change or a lost listener whatever kept the launch from coming to be.
//            Once the start deadline is spent nothing passes; when the spinner launches nothing any more, starters are rejected →Stopped
//   unused   its gate was closed while nobody was inside, and no retired launch is in use that has time left
//   loop     the second time within the restart tolerance
//   unwell   it failed its looks, missed its watchdog or held too much memory, and was not only old or needed another; loop: within the time it takes to
//            notice that and the restart tolerance
//   early    a listen-fd launch that was ready by living, within the start time-out: no crash, an attempt that failed
//   done     of a task: with a success code, and not late; of a start by who needs that task: it was, and nothing has changed since
//   end      of what is not restarted, by its restart policy or its exit code; stopped when those that are leaving are gone too
//   its own  in Stopping: the launch stopped by itself, and nobody asked for a stop since; end: →Stopped, the second time
//            within the restart tolerance →Faulted, else launch→Restarting (Starting, out of Unkillable)
//   old/new  in Restarting: a launch has to be gone first, and is leaving / otherwise
//   drain    of a Stop that says so: a launch in use is terminated when its uses have ended, or their time; on one that drains, a Stop that does not say
//            so, Drain and Remove: term
//   tell     publish a ChildError: it lives on, and keeps its endpoint
//   wanted   it is kept, or somebody holds it. RetryDue comes after the pause of this fault, ForgetDue an idle time after the last start that was refused
//
// | message         | Stopped          | Starting              | Started            | Stopping            | Restarting          | Faulted              | Unkillable    |
// |-----------------|------------------|-----------------------|--------------------|---------------------|---------------------|----------------------|---------------|
// | Start           | done: answer; else +w launch→Starting | +w | Ready; touch       | +next               | +w                  | <RetryAt: Rejected; else +w, 1 launch→Starting | Rejected |
// | Stop            | Stopped          | reject, +w, term*→Stopping | +w, drain or term→Stopping | reject next, +w, drain or term | as Starting | forget fault→Stopped | StopFailed |
// | Restart         | as Start         | +w, term*→Restarting  | +w, term→Restarting| +next               | old +w; new +w, term*| +w launch→Starting  | Rejected      |
// | ContentChanged  | no longer done   | term*→Restarting      | term→Restarting    | ·                   | old ·; new term*    | 1 launch→Starting    | ·             |
// | Recycle         |                  |                       | unwell: ChildError; as ContentChanged; unwell loop: term→Stopping, then →Faulted | | |      |               |
// | IdleDue         |                  |                       | unused: term→Stopping; else re-arm |     |                     |                      |               |
// | ListenerGone    |                  |                       | term→Restarting; loop: term→Stopping, then →Faulted | |       |                      |               |
// | StopsItself     |                  | ·                     | its stop time runs→Stopping | |               | ·                   |                      |               |
// | Admitted        |                  | spawn                 |                    |                     | spawn               |                      |               |
// | NotAdmitted     |                  | passing: pause; else reject→Faulted |      |                     | as Starting         |                      |               |
// | NotSpawned      |                  | free; passing: pause; else reject→Faulted | · |                  | as Starting         |                      |               |
// | LaunchIsReady   |                  | not late: answer→Started | ·               |                     | as Starting         |                      |               |
// | Exited          |                  | free; done: answer→Stopped; else pause, or reject→Faulted | free; end: →Stopped; else launch→Restarting, or →Faulted; early: pause→Restarting, or →Faulted | | as Starting | | |
// | BackoffDue      |                  | ask an endpoint       |                    |                     | ask an endpoint     |                      |               |
// | StartTimedOut   |                  | alive: SIGKILL, late; n/a: reject→Faulted | |                     | as Starting         |                      |               |
// | LaunchGone      |                  | ·                     | ·                  | the last: answer→Stopped, or its own; next: launch→Starting; all left stay: StopFailed→Unkillable | old, that one: launch; else · | · | the awaited: killable, →Faulted; all: →Stopped, or loop →Faulted, or its own |
// | LaunchStays     |                  | late: reject→Unkillable; else tell | tell  | all: StopFailed→Unkillable; else tell | old: as Starting; else tell | tell  | another than the awaited: tell |
// | RetryDue        |                  |                       |                    |                     |                     | wanted: 1 launch→Starting; else · |    |
// | ForgetDue       |                  |                       |                    |                     |                     | wanted: ·; else forget fault→Stopped | |
// | Drain           | answer           | as Stop               | as Stop            | reject next, +w     | as Stop             | as Stop              | as Stop       |
// | Remove          | Removed, end     | as Stop, then end     | as Stop, then end  | reject next, +w, then end | as Stop, then end | as Stop, then end | as Stop       |
//
// Where a cell is empty the message cannot come: the launch, the request or the gate it speaks of is none of that state's (see ChildActor.Guard.cs).
// An example, Starting × Restart: the request joins those who wait. Is a launch alive, it terminates, and the child is Restarting, old, until it is gone;
// then the next is launched with the deadline of the restart. Is none alive, the pause or the question for admission is dropped, the next is
// launched at once, and the child is Restarting, new.
//
// With reload = overlap there is one more, Replacing, shown as Started: one launch is kept and serves, the one in hand, "next", is to take over.
//
//   superseded  next is terminating, another follows it               beside   launch, with one attempt, when fewer than three live;
//   keep old    ChildError, reject KeptOld → Started                            else SIGKILL the oldest of the leaving first
//   retired     it served and was replaced; drains, then term, in whatever state the child is
//
// | message         | Replacing                                          | message         | Replacing                                     |
// |-----------------|----------------------------------------------------|-----------------|-----------------------------------------------|
// | Start           | Ready (what is kept); touch                        | LaunchIsReady   | not late: swap, answer → Started; the kept one is retired |
// | Stop, Drain     | reject, +w, drain or term kept, next, leaving → Stopping    | Exited (kept)   | free, ChildError → Restarting                 |
// | Remove          | as Stop, then end                                  | Exited (next)   | free, keep old                                |
// | Restart         | +w, term next, a fresh deadline, beside            | StartTimedOut   | alive: SIGKILL, late; n/a: keep old           |
// | ContentChanged  | superseded: ·; term next, beside                   | LaunchGone      | superseded, that one, or waited for: beside; else · |
// | Recycle         | ·                                                  |                 |                                               |
// | IdleDue         | · (watched again afterwards)                       | LaunchStays     | next: it is leaving as it is; waited for: tell; both: keep old; else tell |
// | Admitted        | spawn                                              | NotAdmitted     | keep old                                      |
// | NotSpawned      | free; passing: pause; else keep old                | BackoffDue      | ask for admission                             |
// | StopsItself (kept) | its stop time runs → Restarting                 |                 |                                               |
//
// Started: Restart and ContentChanged keep the launch that serves → Replacing. Stop, Drain, Remove and IdleDue everywhere: term all that live, and
// Stopping lasts until the last of them is gone.
//
// In every state alike, so told in ChildActor.Guard.cs: the way of each launch that is leaving, ExtendsTime (a start's deadline, or a stop's time, is
// that far away at least), LaunchHangs (of what serves: Recycle), Cancelled (the last, of a start that waits for room: →Stopped), GetChild, PathWatched, Spawned (who waits for a process only is answered);
// Start and Restart after Drain (Rejected); a signal of a launch or request, or an alarm, that is not current (·).

/// <summary>One child: its options, its state, at most one launch that serves. Decides everything about it; the table above says what.</summary>
sealed partial class ChildActor : UntypedActor
{
    private readonly ChildServices _services;
    private readonly ChildSlot _slot;
    private readonly ILoggingAdapter _systemLog;
    private readonly ILoggingAdapter _outputLog;
    private UserLogger? _userLog;
    private readonly ColdStart _coldStart;
    private readonly Alarms<ChildAlarm> _alarms;
    private readonly Alarms<ChildLaunch> _launchAlarms;
    private readonly CrashHistory _crashes;
    private readonly FileRevival _fileRevival;
    private readonly FaultStreak _faultStreak = new();

    private ChildSpec _spec;
    private Phase _phase = new Phase.Idle(TransitionCause.Stop);
    private DateTimeOffset _since;
    private LaunchExit? _lastExit;
    private ChildFault? _lastFault;
    private bool _draining;
    private IReadOnlyList<Waiters> _owed = [];  // those of the phase before, who are being answered
    private Request? _failed;           // the request in hand when a bug of ours ended this actor

    public ChildActor(ChildServices services, ChildSlot slot)
    {
        _services = services;
        _slot = slot;
        _spec = slot.View.Spec;
        _since = slot.View.Since;
        _systemLog = Context.GetLogger().WithContext("Child", _spec.Name);
        _outputLog = OutputLog.Of(Context.System, _spec.Name);
        _coldStart = new ColdStart(
            services.Spinner, _spec.Name, services.Clock, e => _systemLog.Warning(e, "A listener of the telemetry of child {Child} failed", Name));
        _alarms = new Alarms<ChildAlarm>(Self, services.Clock);
        _launchAlarms = new Alarms<ChildLaunch>(Self, services.Clock);
        _crashes = new CrashHistory(services.Clock);
        _fileRevival = new FileRevival(services.Clock);
        Become(message => Hear(message, WhenStopped));
    }

    public static Props Props(ChildServices services, ChildSlot slot) => Akka.Actor.Props.Create(() => new ChildActor(services, slot));

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

    protected override SupervisorStrategy SupervisorStrategy() => Akka.Actor.SupervisorStrategy.StoppingStrategy;

    protected override void OnReceive(object message) => Unhandled(message); // never reached: a behaviour is installed from the start

    /// <summary>Whatever is wrong with us, who asks is answered.</summary>
    protected override bool AroundReceive(Receive receive, object message)
    {
        try
        {
            return base.AroundReceive(receive, message);
        }
        catch (Exception)
        {
            _failed = message as Request;
            throw;
        }
    }

    protected override void PostStop()
    {
        foreach (var launch in _phase.Launches) CloseGate(launch);
        _alarms.Dispose();
        _launchAlarms.Dispose();
        // The LaunchActors below have killed their groups already; what is not gone yet is named, not hidden.
        var living = LivingPids;
        foreach (var waiters in _phase.Waiters.Concat(_owed)) waiters.Answer((request, _) => Farewell(request, living));
        if (_failed is not null) Unread.Answer(_failed, Name);
        if (_phase.Start is { } start) GiveBackAsked(start);
        foreach (var launch in _phase.Launches.Concat(_leaving)) ReleaseAdmission(launch.Request);
        _services.Admission.Tell(new ReleaseHeldEndpoint(), Self);
        StopMonitoring();
        _coldStart.RecordState(ChildState.Stopped, fault: null);
    }

    private ISpinnerReply Farewell(Request request, IReadOnlyList<int> living) => request.Asked switch
    {
        ResolvedStart or RestartChild => Unread.Aborted(Name),
        _ when living.Count == 0 => Gone(request),
        _ => new StopFailed(Name, living),
    };

    /// <summary>The only place that changes the phase: ends the start that is no longer under way and the alarms of a fault, installs the behaviour, logs, shows and publishes it.</summary>
    /// <param name="phase">What the child is at from now on.</param>
    /// <param name="because">Why; null: for the cause of the phase.</param>
    private void Enter(Phase phase, TransitionCause? because = null)
    {
        var before = _phase;
        Log.Info("Child {Child} {From} → {To} because {Cause}", Name, before.Column, phase.Column, because ?? phase.Cause);
        if (before.Start is { } start && start != phase.Start) Withdraw(start);
        if (before is Phase.Faulted) StopWaitingForFault();
        (_owed, _phase) = ([.. before.Waiters], phase);
        _lastFault = phase.Fault ?? _lastFault;
        var state = Behaviour(phase);
        Become(message => Hear(message, state));
        var isNew = phase.State != before.State || phase.ServedBy?.Gate != before.ServedBy?.Gate;
        if (isNew) _since = _services.Clock.GetUtcNow();
        if (isNew) _coldStart.RecordState(phase.State, phase.Fault, phase is Phase.Idle { Cause: TransitionCause.Done });
        UpdateView();
        if (isNew) PublishEntry(phase);
    }

    private UntypedReceive Behaviour(Phase phase) => phase switch
    {
        Phase.Idle => WhenStopped,
        Phase.Awaiting { State: ChildState.Starting } at => message => WhenStarting(at, message),
        Phase.Awaiting at => message => WhenRestarting(at, message),
        Phase.Serving at => message => WhenStarted(at, message),
        Phase.Replacing at => message => WhenReplacing(at, message),
        Phase.Ending at => message => WhenStopping(at, message),
        Phase.Faulted at => message => WhenFaulted(at, message),
        Phase.Unkillable at => message => WhenUnkillable(at, message),
        _ => throw new ArgumentOutOfRangeException(nameof(phase), phase, "No such phase."),
    };
}
