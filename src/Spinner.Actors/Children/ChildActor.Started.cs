namespace Spinner.Actors.Children;

sealed partial class ChildActor
{
    private void Started(object message)
    {
        switch (message)
        {
            case Request { Asked: StartWith start } r: AnswerWarm(r, start); break;
            case Request { Asked: StopChild } r: Stop(r, Cause.Stop); break;
            case Request { Asked: RestartChild } r: JoinStarters(r); Reload(Cause.Restart); break;
            case Request { Asked: Drain } r: Stop(r, Cause.Drain); break;
            case Request { Asked: RemoveChild } r: Stop(r, Cause.Remove); break;
            case FileChanged: Reload(Cause.FileChanged); break;
            case IdleDue: StopIfIdle(); break;
            case ListenerGone: LoseListener(); break;
            case LaunchIsReady or SpawnFailed or RetiredGone or RetiredStays: Ignore(message); break;
            case Exited e: Recover(e); break;
            default: Unhandled(message); break;
        }
    }
}
