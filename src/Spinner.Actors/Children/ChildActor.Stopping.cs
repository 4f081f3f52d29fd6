namespace Spinner.Actors.Children;

sealed partial class ChildActor
{
    private void WhenStopping(Phase.Ending at, object message)
    {
        switch (message)
        {
            case Request { Asked: ResolvedStart or RestartChild } r: at.Next.Join(r); break;
            case Request { Asked: StopChild } r: StopNext(at, r, TransitionCause.Stop); break;
            case Request { Asked: DrainChild } r: StopNext(at, r, TransitionCause.Drain); break;
            case Request { Asked: RemoveChild } r: StopNext(at, r, TransitionCause.Remove); break;
            case ContentChanged: Ignore(message); break;
            case LaunchGone: GoOnEnding(at); break;
            case LaunchStays s: if (NoneCanBeKilled) GiveUpKill(at); else PublishStay(s.Launch); break;
            default: Unhandled(message); break;
        }
    }
}
