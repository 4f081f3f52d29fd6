using Akka.Actor;
using Spinner.Actors.Configuration;
using Spinner.Actors.Time;
using Spinner.Processes;

namespace Spinner.Actors.Tests.Table;

/// <summary>Signals of another launch or request, alarms of another generation, and what nobody waits for: ignored in each state.</summary>
public class StaleSpec(TableSystem table) : ChildSpecs(table)
{
    private const string LaunchAlarm = "alarm of a launch";

    private static readonly string[] Messages =
    [
        nameof(Admitted), nameof(NotAdmitted), nameof(Spawned), nameof(NotSpawned), nameof(LaunchIsReady), nameof(Exited), nameof(LaunchEnded),
        nameof(StopsItself), nameof(LaunchHangs), nameof(Recycle), nameof(ExtendsTime), nameof(IdleDue), nameof(ContentChanged), nameof(Cancelled),
        nameof(ChildAlarm.BackoffDue), nameof(ChildAlarm.StartTimedOut), nameof(Drained), LaunchAlarm,
    ];

    public static TheoryData<string, Column> EveryMessageInEveryState()
    {
        var cells = new TheoryData<string, Column>();
        foreach (var message in Messages)
            foreach (var column in Enum.GetValues<Column>()) cells.Add(message, column);
        return cells;
    }

    [Theory, MemberData(nameof(EveryMessageInEveryState))]
    public void A_stale_message_is_ignored(string message, Column column)
    {
        In(column);

        Ignores(Stale(message));
    }

    [Fact]
    public void An_alarm_that_was_in_the_mailbox_when_it_was_disarmed_is_ignored()
    {
        var start = InStarting();
        ((IInternalActorRef)Child).Suspend();
        Launch.BecomeReady();
        Clock.Advance(Seconds(30)); // StartTimedOut stands behind Ready

        ((IInternalActorRef)Child).Resume();

        AnswersReady(start);
        Is(ChildState.Started);
        Signalled();
        Published<ChildStarted>(TransitionCause.Start);
    }

    [Fact]
    public void An_alarm_that_was_in_the_mailbox_when_it_was_armed_anew_is_ignored()
    {
        InStopping();
        ((IInternalActorRef)Child).Suspend();
        Launch.Exit(0);
        Send(Start);
        Clock.Advance(Seconds(10)); // StopTimedOut of the first launch
        ((IInternalActorRef)Child).Resume();
        Launched(2);
        ForgetEvents();

        Clock.Advance(Seconds(29.999)); // nor is its kill alarm, or a deadline that began too early

        Is(ChildState.Starting);
        Signalled();
    }

    private object Stale(string message) => message switch
    {
        nameof(Admitted) => new Admitted(new AdmissionRequest("web", EndpointSpec.Tcp), Elsewhere),
        nameof(NotAdmitted) => new NotAdmitted(new AdmissionRequest("web", EndpointSpec.Tcp), SpinnerError.NoEndpoint, "none"),
        nameof(Spawned) => new Spawned(Stranger, new DeadProcess()),
        nameof(NotSpawned) => new NotSpawned(Stranger, SpawnFailure.Refused, "no memory"),
        nameof(LaunchIsReady) => new LaunchIsReady(Stranger, new LaunchReady(Elsewhere, Verified: true)),
        nameof(Exited) => new Exited(Stranger, new LaunchExit(ExitStatus.Exited(99), [])),
        nameof(LaunchEnded) => new LaunchEnded(Stranger),
        nameof(Drained) => new Drained(Stranger),
        nameof(StopsItself) => new StopsItself(Stranger),
        nameof(LaunchHangs) => new LaunchHangs(Stranger, static () => "it hangs"),
        nameof(Recycle) => new Recycle(new AdmissionRequest(Name, EndpointSpec.Tcp), TransitionCause.Memory, "holds too much"),
        nameof(ExtendsTime) => new ExtendsTime(Stranger, static () => TimeSpan.FromDays(1)),
        LaunchAlarm => new AlarmDue<ChildLaunch>(OtherLaunch, Generation: 0),
        nameof(IdleDue) => new IdleDue(OtherGate),
        nameof(ContentChanged) => new ContentChanged("/another/path"),
        nameof(Cancelled) => new Cancelled(Name, new ReplyWaiter()),
        _ => new AlarmDue<ChildAlarm>(Enum.Parse<ChildAlarm>(message), Generation: 0),
    };

    private IActorRef Stranger => Find("ports");

    private LaunchGate OtherGate => new(new ChildReady { Name = Name, Endpoint = Elsewhere, Pid = 1, Launch = 1 }, Spec, Clock);

    // Its alarms are its own: what the child arms is not touched.
    private ChildLaunch OtherLaunch => new(Spec, new AdmissionRequest(Name, EndpointSpec.Tcp), Elsewhere, 1, Stranger, new OwnUse(), since: 0, new Alarms<ChildLaunch>(Stranger, Clock));

    private static TcpEndpoint Elsewhere { get; } = new("127.0.0.1", 9);

    private ChildSpec Spec => Setup.Children.TryGet(Name, out var slot) ? slot.View.Spec : throw new InvalidOperationException("The child is not there.");

    private sealed class DeadProcess : ILaunch
    {
        public int Pid => -1;
        public IReadOnlyList<string> ErrorTail => [];
        public IReadOnlyList<int> LivingPids => [];
        public void Terminate(StopSignal signal) { }
        public void Kill() { }
        public void Dispose() { }
    }
}
