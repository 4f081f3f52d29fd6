using Akka.Actor;
using Akka.Event;
using Spinner.Actors.Admission;
using Spinner.Actors.Configuration;
using Spinner.Actors.Events;
using Spinner.Actors.Monitoring;
using Spinner.Actors.Time;

namespace Spinner.Actors.Management;

/// <summary>
/// One namespace of children: the door where options are read, and the way from a name to its ChildActor.
/// Takes the public commands and questions as they are, from anybody, and as <see cref="Request"/> from this process.
/// </summary>
sealed partial class SpinnerManager : UntypedActor
{
    private readonly SpinnerSetup _setup;
    private readonly ChildSpecReader _reader;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly Dictionary<string, Member> _members = new(StringComparer.Ordinal);
    private readonly EndpointLedger _endpoints;
    private readonly ChildServices _services;
    private readonly IActorRef _ports;
    private readonly Unread _unread = new(Context.Self, (ExtendedActorSystem)Context.System);
    private readonly List<string> _autostarting = [];
    private readonly Alarms<StopWave> _waves;
    private int _children;
    private bool _draining;
    private bool _refusing;

    public SpinnerManager(SpinnerSetup setup)
    {
        _setup = setup;
        _reader = new ChildSpecReader(setup.Options);
        _endpoints = new EndpointLedger(setup.Endpoints, _log, Beside);
        var clock = setup.Options.Clock;
        _waves = new Alarms<StopWave>(Self, clock);
        _ports = Context.ActorOf(PortAllocator.Props(_endpoints, Beside), "ports");
        _services = new ChildServices(
            setup.Name,
            clock,
            setup.Launcher,
            Admission: Context.ActorOf(AdmissionControl.Props(setup.AdmissionSetup(Beside), _ports), "admission"),
            Files: Context.ActorOf(FileMonitor.Props(setup.Launcher, clock, Beside), "files"),
            Idle: Context.ActorOf(IdleTimer.Props(clock), "idle"),
            Health: Context.ActorOf(HealthMonitor.Props(clock, Beside), "health"),
            Events: Context.ActorOf(EventLog.Props(setup.Name, clock, setup.Children), "events"),
            setup.Options.RunDirectory)
        {
            Unused = setup.AdmissionViews.Unused,
            Beside = Beside,
        };
    }

    private void Beside(Action work) => _setup.Beside(work, _log);

    public static Props Props(SpinnerSetup setup) => Akka.Actor.Props.Create(() => new SpinnerManager(setup));

    protected override SupervisorStrategy SupervisorStrategy() => Akka.Actor.SupervisorStrategy.StoppingStrategy;

    protected override void PreStart()
    {
        Context.System.EventStream.Subscribe(_unread, typeof(DeadLetter));
        foreach (var service in new[] { _ports, _services.Admission, _services.Files, _services.Idle, _services.Health, _services.Events })
            Context.WatchWith(service, new ServiceEnded(service.Path.Name));
        if (_setup.Options.LimitsRoom) _services.Admission.Tell(new SetRoom(_setup.Options));
        foreach (var options in _setup.Options.Children)
        {
            // CreateSpinner has checked them; what changed since is a mistake in the program around us.
            if (!_reader.TryRead(options, out var spec, out var errors))
            {
                _log.Error("Child {Child} is not there: {Errors}", options.DeclaredName(), string.Join("; ", errors));
                continue;
            }
            Create(spec);
            if (spec.Autostart) _autostarting.Add(spec.Name);
        }

        if (_setup.AutostartsAtOnce) Autostart();
    }

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case ISpinnerCommand or ISpinnerQuery: Handle(new Request(message, new ActorWaiter(Sender), HolderFor(message))); break;
            case Request r: Handle(r); break;
            case WatchEvents or UnwatchEvents or FlushEvents: _services.Events.Forward(message); break;
            case Cancelled c: Cancel(c); break;
            case BeginAutostart: Autostart(); break;
            case RefuseStarts refuse: _refusing = true; _ports.Tell(refuse); break;
            case SetRoom: _services.Admission.Forward(message); break;
            case RemoveFailed f: EndHold(f.Name); break;
            case StopAnswered a: GoOnStopping(a); break;
            case AlarmDue<StopWave> due: if (_waves.TrySpend(due)) TellStop(due.Key.Stop, due.Key.Stop.Order.TakeDue(due.Key.Number)); break;
            case ChildEnded e: RemoveMember(e.Name); break;
            case ServiceEnded e: FailLoudly(e.Name); break;
            default: Unhandled(message); break;
        }
    }

    protected override void PostStop()
    {
        try
        {
            _waves.Dispose();
            _stops.ForEach(static stop => stop.End());
            Context.System.EventStream.Unsubscribe(_unread);
            RemoveEndedMembers();
            _endpoints.ReleaseAll();
        }
        finally
        {
            // Whatever failed before: who waits is waiting for this.
            _setup.Close();
        }
    }

    // The user guardian restarts what fails. A spinner whose children are gone and whose callers were told so does not come back empty.
    protected override void PostRestart(Exception reason) => Context.Stop(Self);

    /// <summary>
    /// What all children rely on has ended, though it outlives every message that fails: nobody knows what is wrong. A spinner that hangs in silence would
    /// be worse than one that ends: its children are killed, who waits is told, and its health is unhealthy from now on.
    /// </summary>
    private void FailLoudly(string service)
    {
        _log.Error("The actor {Service} of spinner {Spinner} has ended unexpectedly; the spinner ends, and its children with it", service, _setup.Name);
        Context.Stop(Self);
    }

    /// <summary>Whatever goes wrong with a request is its answer: it costs no child anything, and no other request.</summary>
    private void Handle(Request request)
    {
        try
        {
            Route(request);
        }
        catch (Exception e)
        {
            _log.Error(e, "{Request} failed", request.Asked.GetType().Name);
            if (request.Asked is StartChild or RestartChild or DeclareChild)
                request.From.Answer(new Rejected(NameOf(request) ?? "", SpinnerError.InvalidOptions, $"{e.GetType().Name}: {e.Message}"));
            else
                request.From.Fail(e);
        }
    }

    private static string? NameOf(Request request) => (request.Asked as IWithChildName)?.Name ?? (request.Asked as DeclareChild)?.Options?.Name;

    private void Route(Request request)
    {
        switch (request.Asked)
        {
            case StartChild { Options: { } options } when options.MayBlock(): ReadBeside(request, options); break;
            case StartChild { Name: null }: request.From.Answer(Nameless); break;
            case StartChild { Name: var name, Options.Name: { } other } when name != other: request.From.Answer(NamedTwice(name, other)); break;
            case IWithChildName { Name: null }: request.From.Answer(NoSuchChild("")); break;
            case StartChild or RestartChild when Refuses(request): request.From.Answer(Rejected.ShuttingDown(((IWithChildName)request.Asked).Name)); break;
            case StartChild { Lease: true } or EndLease when request.By is null: request.From.Answer(Unheld(((IWithChildName)request.Asked).Name)); break;
            case StartChild start: Start(request, start); break;
            case RemoveChild remove: Remove(request, remove.Name); break;
            case UndeclareChild undeclare: Undeclare(request, undeclare.Name); break;
            case StopChild or RestartChild or GetChild or EndLease or HoldRunning or ReportUnreachable: Forward(request, ((IWithChildName)request.Asked).Name); break;
            case PlanStart { Name: var planned }: if (_members.ContainsKey(planned)) _services.Admission.Tell(request); else request.From.Answer(NoSuchChild(planned)); break;
            case DeclareChild declare: Declare(request, declare); break;
            case ListChildren: request.From.Answer(new ChildList(_setup.Children.ToInfos(_services.Clock))); break;
            case StopAllChildren: StopAll(request, _setup.DrainTimeout, static name => new StopChild(name)); break;
            case DrainAll drain: _draining = _refusing = _unread.IsShuttingDown = true; StopAll(request, drain.Within, static name => new DrainChild(name)); break;
            default: Unhandled(request.Asked); break;
        }
    }

    /// <summary>Options whose reading may take its time are read on another thread; the request comes back with what they held then.</summary>
    private void ReadBeside(Request request, ChildOptions options)
    {
        var (self, start) = (Self, (StartChild)request.Asked);
        _services.Beside(() =>
        {
            try
            {
                self.Tell(request with { Asked = start with { Options = options.Snapshot() } }, ActorRefs.NoSender);
            }
            catch (Exception e)
            {
                request.From.Answer(new Rejected(start.Name ?? "", SpinnerError.InvalidOptions, ChildSpecReader.Unreadable(e).ToString()));
            }
        });
    }

    /// <summary>Between the announcement of the shutdown and the drain nothing is launched any more; what is started may be used.</summary>
    private bool Refuses(Request request) =>
        _refusing && !(request.Asked is StartChild { Name: var name } && _setup.Children.TryGet(name, out var slot) && slot.Serving is not null);

    private void Start(Request request, StartChild start)
    {
        WithdrawStops(start.Name);
        var known = _members.GetValueOrDefault(start.Name);
        if (known is null && _draining)
        {
            request.From.Answer(Rejected.ShuttingDown(start.Name));
            return;
        }
        if (known is not null && start.Options is null)
        {
            Forward(request with { Asked = ResolvedStart.Of(start, spec: null) }, start.Name);
            return;
        }
        // What is declared comes back by its name when it was removed, unless who asks may not bring it back.
        if (known is null && start.Options is null && (start.KnownOnly || _setup.DeclaredOptions(start.Name) is null))
        {
            request.From.Answer(Rejected.NoSuchChild(NoSuchChild(start.Name)));
            return;
        }
        if (!_reader.TryReadAlone(_setup.OptionsFor(start.Name, start.Options), out var spec, out var errors))
        {
            request.From.Answer(new Rejected(start.Name, SpinnerError.InvalidOptions, string.Join("; ", errors)));
            return;
        }
        if (known is null) Create(spec);
        Forward(request with { Asked = ResolvedStart.Of(start, spec) }, start.Name);
    }

    private Holder? HolderFor(object message) =>
        message is StartChild { Lease: true } or EndLease && !Sender.IsNobody() && !Sender.Equals(Context.System.DeadLetters) ? new Holder(Sender) : null;

    private static Rejected Nameless { get; } = new("", SpinnerError.InvalidOptions, "Name is null; allowed: the name of a child, or a script");

    private static Rejected NamedTwice(string name, string other) => new(
        name, SpinnerError.InvalidOptions, $"Options.Name is {OptionError.Format(other)}; allowed: the command's own name {OptionError.Format(name)}, or none");

    private static Rejected Unheld(string name) => new(
        name, SpinnerError.InvalidOptions, "Lease is true and the sender is no actor; allowed: a command told by the actor that is to hold the child");

    /// <summary>Once: whoever was removed meanwhile stays so.</summary>
    private void Autostart()
    {
        foreach (var name in _autostarting.Where(_members.ContainsKey)) Handle(new Request(new StartChild(name), Waiter.OnBehalfOf(AskedBy.Autostart)));
        _autostarting.Clear();
    }
}
