using Akka.Actor;
using Akka.Event;
using Spinner.Actors.Configuration;
using Spinner.Actors.Time;

namespace Spinner.Actors.Children;

/// <summary>A start on its way to its child.</summary>
/// <param name="Spec">The options asked for; null: those the child has.</param>
/// <param name="Lease">Who asks wants to hold it.</param>
sealed record StartWith(ChildSpec? Spec, bool Lease = false) : INoSerializationVerificationNeeded;

// What is the same in every state stands before it: so a state sees only what is current, and its switch is its column of the table.
sealed partial class ChildActor
{
    private UntypedReceive Guarded(UntypedReceive state) => message =>
    {
        switch (message)
        {
            case Request { Asked: GetChild } r: r.From.Answer(_slot.View.Show(_world.Clock)); break;
            case Request { Asked: StartWith or RestartChild } r when _draining: r.From.Answer(ShuttingDown()); break;
            case Request { Asked: EndLease } r: r.From.Answer(new LeaseEnded(Name, LetGo(r.By))); break;
            case Request { Asked: HoldRunning } r: r.From.Answer(new LeaseTaken(Name, HoldIfRunning(r.By!))); break;
            case Request { Asked: StopChild { OnlyIfIdle: true } } r when !TryCloseUnused(): r.From.Answer(new InUse(Name)); break;
            case ListenerFound f: if (_lookedFor?.Actor?.Equals(f.Launch) == true) _lookedFor = null; break;
            case Request { Asked: ReportUnreachable u }: LookForListener(u.Launch); break;
            case HolderEnded e: LetGo(e.Holder); break;
            case Cancelled c: Leave(c.From); break;
            case AlarmDue<ChildAlarm> due: if (_alarms.Take(due)) state(due.Key); break;
            case AlarmDue<ChildLaunch> due: if (_retirements.Take(due)) GoOnRetiring(due.Key, state); break;
            case Drained d: if (Retired(d.Launch) is { Retirement: Retirement.Draining } drained) Terminate(drained); break;
            case Exited or SpawnFailed or LaunchEnded when Retired(LaunchOf(message)) is { } gone: Bury(gone, message); state(RetiredGone.Now); break;
            case Spawned s when IsCurrent(s.Launch): _launch!.Process = s.Process; _coldStart.NoteSpawn(s.Process.Pid); Show(); break;
            case Exited e when IsKept(e.Launch): state(message); break;
            case LaunchEnded e when IsKept(e.Launch): state(new Exited(e.Launch, Lost(_kept!))); break;
            case Spawned or LaunchIsReady or ListenerGone or Exited or SpawnFailed or LaunchEnded when !IsCurrent(LaunchOf(message)): Ignore(message); break;
            case EndpointGranted g when !IsAsked(g.Request): Ignore(message); break;
            case NoEndpoint n when !IsAsked(n.Request): Ignore(message); break;
            case PathWatched w when !IsAsked(w.Request): Ignore(message); break;
            case PathWatched: NoteWatched(); break;
            case IdleDue i when i.Gate != ServingLaunch?.Gate: Ignore(message); break;
            case FileChanged f when f.Path != _spec.MonitorPath: Ignore(message); break;
            case LaunchEnded e: state(new Exited(e.Launch, Lost(_launch!))); break;
            default: state(message); break;
        }
    };

    // The owner of the process ended without a word from it; ending, it killed the group.
    private static Processes.LaunchExit Lost(ChildLaunch launch) => new(Processes.ExitStatus.Unknown, launch.Process?.ErrorTail ?? []);

    private static IActorRef? LaunchOf(object signal) => signal switch
    {
        Spawned s => s.Launch,
        LaunchIsReady r => r.Launch,
        ListenerGone g => g.Launch,
        Exited e => e.Launch,
        SpawnFailed f => f.Launch,
        LaunchEnded e => e.Launch,
        _ => null,
    };

    private bool IsCurrent(IActorRef? launch) => launch is not null && launch.Equals(_launch?.Actor);

    private bool IsKept(IActorRef launch) => launch.Equals(_kept?.Actor);

    private bool IsAsked(EndpointRequest request) => _launch is { Actor: null } && _launch.Request == request;

    private void Leave(Waiter waiter)
    {
        _ = _starters.Leave(waiter) || _stoppers.Leave(waiter) || _next.Leave(waiter);
    }

    /// <summary>For cells that ignore a message by name.</summary>
    private void Ignore(object message) => Log.Debug("Child {Child} ignores {Message} while {State}", Name, message.GetType().Name, _state);
}
