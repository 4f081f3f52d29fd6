namespace Spinner.Actors.Children;

sealed partial class ChildActor
{
    private void WhenFaulted(Phase.Faulted at, object message)
    {
        switch (message)
        {
            case Request { Asked: ResolvedStart start } r: if (at.FaultTime.IsOver) StartFresh(r, start, attempts: 1); else RefuseStart(at, r); break;
            case Request { Asked: RestartChild } r: ForgetCrashes(); RestartFresh(r); break;
            case Request { Asked: StopChild } r: Stop(r, TransitionCause.Stop); break;
            case Request { Asked: DrainChild } r: Stop(r, TransitionCause.Drain); break;
            case Request { Asked: RemoveChild } r: Stop(r, TransitionCause.Remove); break;
            case ContentChanged c: if (HearsFiles(at)) ReviveByFile(c); else Ignore(message); break;
            case LaunchGone: Ignore(message); break;
            case LaunchStays s: PublishStay(s.Launch); break;
            case ChildAlarm.RetryDue: if (IsWanted) RetryByItself(); else Ignore(message); break;
            case ChildAlarm.ForgetDue: if (IsWanted) Ignore(message); else Forget(); break;
            default: Unhandled(message); break;
        }
    }
}
