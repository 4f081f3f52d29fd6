namespace Spinner.Actors.Children;

sealed partial class ChildActor
{
    private void WhenUnkillable(Phase.Unkillable at, object message)
    {
        switch (message)
        {
            case Request { Asked: ResolvedStart or RestartChild } r: r.From.Answer(RefusalOf(at)); break;
            case Request { Asked: StopChild } r: StopUnkillable(at, r, TransitionCause.Stop); break;
            case Request { Asked: DrainChild } r: StopUnkillable(at, r, TransitionCause.Drain); break;
            case Request { Asked: RemoveChild } r: StopUnkillable(at, r, TransitionCause.Remove); break;
            case ContentChanged: Ignore(message); break;
            case LaunchGone: GoOnUnkillable(at); break;
            case LaunchStays s: if (at.Awaited is not null && at.Awaited != s.Launch) PublishStay(s.Launch); else Ignore(message); break;
            default: Unhandled(message); break;
        }
    }
}
