namespace Spinner.Actors.Children;

sealed partial class ChildActor
{
    private void WhenStopped(object message)
    {
        switch (message)
        {
            case Request { Asked: ResolvedStart { UnlessDone: true } start } r when _done is { } done && !Differs(start): r.From.Answer(done); break;
            case Request { Asked: ResolvedStart start } r: StartFresh(r, start, start.Spec?.Attempts ?? _spec.Attempts); break;
            case Request { Asked: RestartChild } r: RestartFresh(r); break;
            case Request { Asked: StopChild } r: r.From.Answer(new StopSucceeded(Name, WasRunning: false)); break;
            case Request { Asked: DrainChild } r: _draining = true; r.From.Answer(new StopSucceeded(Name, WasRunning: false)); break;
            case Request { Asked: RemoveChild } r: r.From.Answer(new ChildRemoved(Name)); Context.Stop(Self); break;
            case ContentChanged: ForgetDone(); break;
            default: Unhandled(message); break;
        }
    }
}
