namespace Spinner.Actors.Children;

sealed partial class ChildActor
{
    private void Stopped(object message)
    {
        switch (message)
        {
            case Request { Asked: StartWith start } r: StartFresh(r, start); break;
            case Request { Asked: RestartChild } r: RestartFresh(r); break;
            case Request { Asked: StopChild } r: r.From.Answer(new Stopped(Name, WasRunning: false)); break;
            case Request { Asked: Drain } r: _draining = true; r.From.Answer(new Stopped(Name, WasRunning: false)); break;
            case Request { Asked: RemoveChild } r: r.From.Answer(new Removed(Name)); Context.Stop(Self); break;
            case FileChanged or IdleDue: Ignore(message); break;
            default: Unhandled(message); break;
        }
    }
}
