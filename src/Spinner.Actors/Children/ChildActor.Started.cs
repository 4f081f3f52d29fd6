namespace Spinner.Actors.Children;

sealed partial class ChildActor
{
    private void WhenStarted(Phase.Serving at, object message)
    {
        switch (message)
        {
            case Request { Asked: ResolvedStart start } r: AnswerWarm(at, r, start); break;
            case Request { Asked: StopChild stop } r: Stop(r, stop.Cause); break;
            case Request { Asked: RestartChild } r: Reload(at, r.As(TransitionCause.Restart), r); break;
            case Request { Asked: DrainChild } r: Stop(r, TransitionCause.Drain); break;
            case Request { Asked: RemoveChild } r: Stop(r, TransitionCause.Remove); break;
            case ContentChanged c: Reload(at, c.Trigger); break;
            case Recycle r: BeginRecycle(at, r); break;
            case IdleDue: StopIfIdle(at); break;
            case ListenerGone: LoseListener(at); break;
            case StopsItself: HearOwnStop(at); break;
            case LaunchIsReady or NotSpawned or LaunchGone: Ignore(message); break;
            case LaunchStays s: PublishStay(s.Launch); break;
            case Exited e: Recover(at, e); break;
            default: Unhandled(message); break;
        }
    }
}
