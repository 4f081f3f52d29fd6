namespace Spinner.Actors.Children;

sealed partial class ChildActor
{
    private void Starting(object message)
    {
        switch (message)
        {
            case Request { Asked: StartWith start } r: JoinStarters(r, start); break;
            case Request { Asked: StopChild } r: Stop(r, Cause.Stop); break;
            case Request { Asked: RestartChild } r: JoinStarters(r); Replace(Cause.Restart); break;
            case Request { Asked: Drain } r: Stop(r, Cause.Drain); break;
            case Request { Asked: RemoveChild } r: Stop(r, Cause.Remove); break;
            case FileChanged: Replace(Cause.FileChanged); break;
            case EndpointGranted g: Spawn(g.Endpoint); break;
            case NoEndpoint n: FailStart(n); break;
            case SpawnFailed f: FreeUnspawned(); FailStart(f); break;
            case LaunchIsReady r: if (!_launch!.NotReady) Serve(r); break;
            case Exited e: TryAgain(e); break;
            case ListenerGone or RetiredGone or RetiredStays: Ignore(message); break;
            case ChildAlarm.BackoffDue: AskEndpoint(); break;
            case ChildAlarm.StartTimedOut: GiveUpStart(); break;
            case ChildAlarm.KillTimedOut: GiveUpKill(); break;
            default: Unhandled(message); break;
        }
    }
}
