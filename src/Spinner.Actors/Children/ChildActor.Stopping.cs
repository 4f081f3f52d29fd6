namespace Spinner.Actors.Children;

sealed partial class ChildActor
{
    private void Stopping(object message)
    {
        switch (message)
        {
            case Request { Asked: StartWith or RestartChild } r: _next.Join(r); break;
            case Request { Asked: StopChild } r: StopNext(r, Cause.Stop); break;
            case Request { Asked: Drain } r: StopNext(r, Cause.Drain); break;
            case Request { Asked: RemoveChild } r: StopNext(r, Cause.Remove); break;
            case FileChanged or IdleDue or LaunchIsReady or ListenerGone: Ignore(message); break;
            case SpawnFailed: FreeUnspawned(); GoOnStopping(); break;
            case Exited e: Free(e); GoOnStopping(); break;
            case RetiredGone or RetiredStays: GoOnStopping(); break;
            case ChildAlarm.StopTimedOut: KillLaunch(); break;
            case ChildAlarm.KillTimedOut: NoteSurvival(); GoOnStopping(); break;
            default: Unhandled(message); break;
        }
    }
}
