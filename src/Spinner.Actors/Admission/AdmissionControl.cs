using Akka.Actor;
using Akka.Event;
using Spinner.Actors.Capacity;
using Spinner.Actors.Configuration;
using Spinner.Actors.Services;
using Spinner.Actors.Time;
using Spinner.Processes;

namespace Spinner.Actors.Admission;

/// <summary>
/// Admits launches: has what they need started, all at once, and holds it; then finds them room among those that run; then the ports grant the
/// endpoint, and answer. All of it is given back when their admission is released, which is told behind its request.
/// </summary>
sealed partial class AdmissionControl : ServiceActor
{
    private enum Alarm
    {
        LookAgain,
        Measure,
        Save,
        Feel,
    }

    private readonly string _spinner;
    private readonly IActorRef _ports;
    private readonly AdmissionViews _views;
    private readonly TimeProvider _clock;
    private readonly Action<Action> _beside;
    private readonly MachineMemory _machine;
    private readonly string? _costFile;
    private readonly Func<Occupant, double>? _worth;
    private readonly Alarms<Alarm> _alarms;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly Action _tellUnused;
    private readonly Dictionary<AdmissionRequest, HeldNeeds> _held = [];
    private bool _hearsLaunches;

    /// <param name="setup">What it may know.</param>
    /// <param name="ports">Grant endpoints.</param>
    public AdmissionControl(AdmissionSetup setup, IActorRef ports)
    {
        (_spinner, _ports, _views, _machine, _clock, _beside, _costFile) = (setup.Spinner, ports, setup.Views, setup.Machine, setup.Clock, setup.Beside, setup.CostFile);
        (_alarms, _costs) = (new Alarms<Alarm>(Self, _clock), new CostBook(_clock));
        _worth = setup.Worth;
        var self = Self;
        _tellUnused = () => self.Tell(Unused.Now, ActorRefs.NoSender);
    }

    public static Props Props(AdmissionSetup setup, IActorRef ports) => Akka.Actor.Props.Create(() => new AdmissionControl(setup, ports));

    protected override void Handle(object message)
    {
        switch (message)
        {
            case RequestAdmission r: Ask(r.Request, Sender); break;
            case NeedAnswered a: if (_held.TryGetValue(a.Waiter.Request, out var held)) Hear(held, a.Waiter, a.Reply); break;
            case EvictionAnswered a: Hear(a); break;
            case Unused: LookAgain(); break;
            case AlarmDue<Alarm> due: if (_alarms.TrySpend(due)) GoOn(due.Key); break;
            case Measured m: Hear(m); break;
            case Remembered r: Hear(r); break;
            case Felt f: Hear(f); break;
            case Request { Asked: PlanStart asked } r: Answer(r, asked); break;
            case SetRoom set: SetLimits(set.Options); break;
            case ReleaseAdmission r: _ports.Forward(message); LeaveRoom(r.Request); Release(r.Request); break;
            case ReleaseHeldEndpoint: _ports.Forward(message); break;
            case ChildStarted e: if (e.Spinner == _spinner) NoteLaunch(e); break;
            case ChildRestarted e: if (e.Spinner == _spinner) NoteLaunch(e); break;
            default: Unhandled(message); break;
        }
    }

    protected override void PostStop()
    {
        SaveNow();
        Context.System.EventStream.Unsubscribe(Self);
        _views.Unused.Await(null);
        _alarms.Dispose();
    }

    private void GoOn(Alarm due)
    {
        switch (due)
        {
            case Alarm.LookAgain: LookAgain(); break;
            case Alarm.Measure: Measure(); break;
            case Alarm.Save: SaveLater(); break;
            default: Feel(); break;
        }
    }

    private void Ask(AdmissionRequest request, IActorRef child)
    {
        if (request.Needs.Count == 0)
        {
            EnterRoom(request, child);
            return;
        }
        if (NeedGraph.Circle(request.Child, NeedsOf) is { } circle)
        {
            child.Tell(new NotAdmitted(request, SpinnerError.NeedFailed, $"needs itself: {NeedGraph.Format(circle)}"));
            return;
        }
        var held = new HeldNeeds(request, child);
        _held[request] = held;
        if (request.Needs.Any(n => n.RestartWith)) HearLaunches();
        Start(held, request.Needs);

        // What it asks for may not be shown yet.
        IEnumerable<string> NeedsOf(string name) => name == request.Child ? request.Needs.Select(n => n.Name) : _views.NeedsOf(name);
    }

    private void Start(HeldNeeds held, IReadOnlyList<ChildNeed> needs)
    {
        // All are awaited before the first can answer.
        var waiters = needs.Select(n => new NeedWaiter(Self, held.Request, n)).ToList();
        foreach (var waiter in waiters) held.Await(waiter);
        foreach (var waiter in waiters) Context.Parent.Tell(new Request(StartOf(waiter.Need), waiter, held.Holder), ActorRefs.NoSender);
    }

    private static StartChild StartOf(ChildNeed need) => new(need.Name)
    {
        Lease = need.IsHeld, UntilLaunched = need.When == NeedWhen.Started, UnlessDone = true,
    };

    private void Hear(HeldNeeds held, NeedWaiter waiter, ISpinnerReply reply)
    {
        if (!held.IsAwaited(waiter)) return;
        switch (reply)
        {
            case Rejected { Reason: SpinnerError.ShuttingDown } r: Refuse(held, SpinnerError.ShuttingDown, r.Detail, r); break;
            case Rejected r: Refuse(held, SpinnerError.NeedFailed, waiter.Need.Describe(r), r); break;
            case ChildReady when waiter.Need.When == NeedWhen.Done:
                Refuse(held, SpinnerError.NeedFailed, $"needs {waiter.Need.Name} done: it serves, and is no task that ends", null);
                break;
            case ChildReady r: Arrive(held, waiter, r.Launch, isReady: true); break;
            case Launched l: Arrive(held, waiter, l.Launch, isReady: false); break;
            case ChildCompleted c: Arrive(held, waiter, c.Launch, isReady: false); break;
            default: throw new InvalidOperationException($"{reply.GetType().Name} is no answer to a start.");
        }
    }

    /// <summary>When the last is there the first may have crashed: it is awaited again.</summary>
    private void Arrive(HeldNeeds held, NeedWaiter waiter, int launch, bool isReady)
    {
        held.Arrive(waiter, launch, isReady && waiter.Need.When == NeedWhen.Ready);
        if (!held.AllThere) return;
        if (held.Lost(_views.Serves) is { Count: > 0 } lost) Start(held, lost);
        else EnterRoom(held.Request, held.Child);
    }

    private void Refuse(HeldNeeds held, SpinnerError failure, string why, Rejected? rejected)
    {
        Release(held.Request);
        held.Child.Tell(new NotAdmitted(held.Request, failure, why) { ErrorTail = rejected?.ErrorTail ?? [] });
    }

    private void Release(AdmissionRequest request)
    {
        if (!_held.Remove(request, out var held)) return;
        request.Awaited = null;
        foreach (var (name, waiter) in held.Awaited) Context.Parent.Tell(new Cancelled(name, waiter), ActorRefs.NoSender);
        foreach (var need in request.Needs.Where(n => n.IsHeld))
            Context.Parent.Tell(new Request(new EndLease(need.Name), Waiter.Nobody, held.Holder), ActorRefs.NoSender);
    }

    private void HearLaunches()
    {
        if (_hearsLaunches) return;
        _hearsLaunches = true;
        Context.System.EventStream.Subscribe(Self, typeof(ChildStarted));
        Context.System.EventStream.Subscribe(Self, typeof(ChildRestarted));
    }

    /// <summary>
    /// A child serves with another launch than before: what should be launched anew with it is, as soon as it serves itself. The events of one spinner
    /// come in their order, so none of that is missed.
    /// </summary>
    private void NoteLaunch(ChildEvent served)
    {
        foreach (var held in _held.Values)
        {
            held.NoteLaunch(served.Name, served.Launch);
            if (held.IsStale && (held.Request.Child == served.Name || held.Request.Needs.Any(n => n.Name == served.Name)))
                held.Child.Tell(new Recycle(held.Request, TransitionCause.Need) { By = $"child {served.Name}" });
        }
    }
}
