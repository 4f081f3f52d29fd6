namespace Spinner.Actors.Children;

sealed partial class ChildActor
{
    private void WhenStarting(Phase.Awaiting at, object message)
    {
        switch (message)
        {
            case Request { Asked: ResolvedStart start } r: Join(at.Start, r, start); break;
            case Request { Asked: StopChild } r: Stop(r, TransitionCause.Stop); break;
            case Request { Asked: RestartChild } r: Join(at.Start, r); Replace(at, r.As(TransitionCause.Restart)); break;
            case Request { Asked: DrainChild } r: Stop(r, TransitionCause.Drain); break;
            case Request { Asked: RemoveChild } r: Stop(r, TransitionCause.Remove); break;
            case ContentChanged c: Replace(at, c.Trigger); break;
            case Admitted g: Spawn(at.Start, g); break;
            case NotAdmitted n: FailStart(at.Start, n); break;
            case NotSpawned f: FailStart(at.Start, f); break;
            case LaunchIsReady r: if (at.Start.Launch.MayServe) Serve(at.Start, r); break;
            case StopsItself: Ignore(message); break;
            case Exited e: if (IsDone(at.Start, e)) Complete(at.Start, e); else TryAgain(at.Start, e); break;
            case LaunchGone: Ignore(message); break;
            case LaunchStays s: if (at.Start.IsAbout(s.Launch)) GiveUpKill(at.Start, s.Launch); else PublishStay(s.Launch); break;
            case ChildAlarm.BackoffDue: AskAdmission(at.Start); break;
            case ChildAlarm.StartTimedOut: GiveUpStart(at.Start); break;
            default: Unhandled(message); break;
        }
    }
}
