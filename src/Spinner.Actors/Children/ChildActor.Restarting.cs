namespace Spinner.Actors.Children;

sealed partial class ChildActor
{
    private void Restarting(object message)
    {
        switch (message)
        {
            case Request { Asked: StartWith start } r: JoinStarters(r, start); break;
            case Request { Asked: StopChild } r: Stop(r, Cause.Stop); break;
            case Request { Asked: RestartChild } r: JoinStarters(r); if (OldIsStopping) _deadlineLeft = null; else Replace(Cause.Restart); break;
            case Request { Asked: Drain } r: Stop(r, Cause.Drain); break;
            case Request { Asked: RemoveChild } r: Stop(r, Cause.Remove); break;
            case FileChanged or LaunchIsReady or IdleDue when OldIsStopping: Ignore(message); break;
            case FileChanged: Replace(Cause.FileChanged); break;
            case EndpointGranted g: Spawn(g.Endpoint); break;
            case NoEndpoint n: FailStart(n); break;
            case SpawnFailed when OldIsStopping: FreeUnspawned(); Relaunch(); break;
            case SpawnFailed f: FreeUnspawned(); FailStart(f); break;
            case LaunchIsReady r: if (!_launch!.NotReady) Serve(r); break;
            case Exited e when OldIsStopping: Free(e); Relaunch(); break;
            case Exited e: TryAgain(e); break;
            case ListenerGone or RetiredGone or RetiredStays: Ignore(message); break;
            case ChildAlarm.BackoffDue: AskEndpoint(); break;
            case ChildAlarm.StartTimedOut: GiveUpStart(); break;
            case ChildAlarm.StopTimedOut: KillLaunch(); break;
            case ChildAlarm.KillTimedOut: GiveUpKill(); break;
            default: Unhandled(message); break;
        }
    }
}
