namespace Spinner.Actors.Children;

sealed partial class ChildActor
{
    private void WhenReplacing(Phase.Replacing at, object message)
    {
        switch (message)
        {
            case Request { Asked: ResolvedStart start } r: AnswerWarm(at.Kept, r, start); break;
            case Request { Asked: StopChild } r: Stop(r, TransitionCause.Stop); break;
            case Request { Asked: RestartChild } r: Join(at.Start, r); Supersede(at, r.As(TransitionCause.Restart)); break;
            case Request { Asked: DrainChild } r: Stop(r, TransitionCause.Drain); break;
            case Request { Asked: RemoveChild } r: Stop(r, TransitionCause.Remove); break;
            case ContentChanged c: if (at.Start.IsClearing) Ignore(message); else Supersede(at, c.Trigger); break;
            case Recycle or IdleDue or ListenerGone: Ignore(message); break;
            case Admitted g: Spawn(at.Start, g); break;
            case NotAdmitted n: at.Start.Halt(); KeepOld(at, n.Detail); break;
            case NotSpawned f: FailBeside(at, f); break;
            case LaunchIsReady r: if (IsServing(r.Launch)) Ignore(message); else if (at.Start.Launch.MayServe) TakeOver(at, r); break;
            case StopsItself s: if (IsServing(s.Launch)) LetKeptGo(at); else Ignore(message); break;
            case Exited e: if (IsServing(e.Launch)) LoseKept(at, e); else KeepOld(at, e); break;
            case LaunchGone g: if (at.Start.IsClearingOf(g.Launch) || at.IsWaitingForRoom) LaunchBeside(at.Start); break;
            case LaunchStays s: HearStay(at, s.Launch); break;
            case ChildAlarm.BackoffDue: AskAdmission(at.Start); break;
            case ChildAlarm.StartTimedOut: if (at.Start.Step is StartStep.Trying) KillLate(at.Start); else KeepOldUnasked(at); break;
            default: Unhandled(message); break;
        }
    }
}
