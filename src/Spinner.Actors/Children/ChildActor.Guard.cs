using Akka.Actor;
using Akka.Event;
using Spinner.Actors.Time;
using Spinner.Processes;

namespace Spinner.Actors.Children;

// What is the same in every state stands before it: so a state sees only what is current, and its switch is its column of the table.
sealed partial class ChildActor
{
    private void Hear(object message, UntypedReceive state)
    {
        switch (message)
        {
            case Request r: Hear(r, state); break;
            case ILaunchSignal s: Hear(s, state); break;
            case AlarmDue<ChildAlarm> due: if (_alarms.TrySpend(due)) state(due.Key); break;
            case AlarmDue<ChildLaunch> due: if (_launchAlarms.TrySpend(due)) GoOn(due.Key, state); break;
            case Admitted g: Hear(g.Request, g, state); break;
            case NotAdmitted n: Hear(n.Request, n, state); break;
            case PathWatched w: Hear(w.Request, w, GoOnWatched); break;
            case IdleDue i: if (i.Gate == _phase.ServedBy?.Gate) state(message); else Ignore(message); break;
            case Recycle r: if (r.Request == _phase.ServedBy?.Launch.Request) state(message); else Ignore(message); break;
            case ContentChanged f: if (f.Path == _spec.MonitorPath) state(message); else Ignore(message); break;
            case HolderEnded e: DropLeases(e.Actor); break;
            case Cancelled c: LeaveWaiting(c.From); break;
            default: state(message); break;
        }
    }

    private void Hear(Request request, UntypedReceive state)
    {
        switch (request.Asked)
        {
            case GetChild: request.From.Answer(_slot.View.ToInfo(_services.Clock)); break;
            case ResolvedStart or RestartChild when _draining: request.From.Answer(Rejected.ShuttingDown(Name)); break;
            case EndLease: request.From.Answer(new LeaseEnded(Name, LetGo(request.By))); break;
            case HoldRunning: request.From.Answer(new LeaseTaken(Name, HoldIfRunning(request.By))); break;
            case ReportUnreachable u: ProbeListener(u.Launch); break;
            case StopChild { OnlyIfIdle: true }: if (TryCloseUnused()) state(request); else request.From.Answer(new ChildInUse(Name)); break;
            default: state(request); break;
        }
    }

    /// <summary>An answer to a request that is no longer the current one is ignored.</summary>
    private void Hear(AdmissionRequest request, object answer, UntypedReceive current)
    {
        if (_phase.Start?.Step is StartStep.Asking asking && asking.Request == request) current(answer);
        else Ignore(answer);
    }

    /// <summary>A launch that is ending tells the state only that it is gone; the others everything. Of a launch that is gone nothing is heard.</summary>
    private void Hear(ILaunchSignal signal, UntypedReceive state)
    {
        if (_leaving.Find(l => l.Actor.Equals(signal.Launch)) is { } leaving) HearLeaving(leaving, signal, state);
        else if (_phase.Launches.FirstOrDefault(l => l.Actor.Equals(signal.Launch)) is { } launch) HearCurrent(launch, signal, state);
        else Ignore(signal);
    }

    private void HearCurrent(ChildLaunch launch, ILaunchSignal signal, UntypedReceive state)
    {
        switch (signal)
        {
            case Spawned s: launch.Process = s.Process; _coldStart.RecordSpawn(s.Process.Pid); UpdateView(); AnswerLaunched(launch); break;
            case ExtendsTime e: ExtendStart(launch, e.TakeTime()); break;
            case LaunchHangs h: HearHang(launch, h.TakeWhy(), state); break;
            case ListenerFound: EndProbe(launch); break;
            case ListenerGone: if (EndProbe(launch)) state(signal); else Ignore(signal); break;
            case LaunchEnded e: state(new Exited(e.Launch, Lost(launch))); break;
            default: state(signal); break;
        }
    }

    private void HearLeaving(ChildLaunch launch, ILaunchSignal signal, UntypedReceive state)
    {
        switch (signal)
        {
            case Spawned s: launch.Process = s.Process; UpdateView(); break;
            case ExtendsTime e: launch.ExtendStop(e.TakeTime()); break;
            case LaunchHangs h: h.TakeWhy(); Ignore(signal); break;
            case Drained: if (launch.Stage == LaunchStage.Draining) launch.Terminate(); break;
            case Exited e: EndLeaving(launch, e.Exit); state(new LaunchGone(launch)); break;
            case LaunchEnded: EndLeaving(launch, Lost(launch)); state(new LaunchGone(launch)); break;
            case NotSpawned: EndLeaving(launch, exit: null); state(new LaunchGone(launch)); break;
            default: Ignore(signal); break;
        }
    }

    // The owner of the process ended without a word from it; ending, it killed the group.
    private static LaunchExit Lost(ChildLaunch launch) => new(ExitStatus.Unknown, launch.Process?.ErrorTail ?? []);

    /// <summary>The time of a launch's stage is over.</summary>
    private static void GoOn(ChildLaunch launch, UntypedReceive state)
    {
        launch.GoOn();
        if (launch.Stage == LaunchStage.Staying) state(new LaunchStays(launch));
    }

    /// <summary>For cells that ignore a message by name.</summary>
    private void Ignore(object message) => Log.Debug("Child {Child} ignores {Message} while {State}", Name, message.GetType().Name, _phase.State);
}
