namespace Spinner.Actors.Children;

sealed partial class ChildActor
{
    /// <summary>Shown as Started: one launch serves, the one in hand is to take over.</summary>
    private void Replacing(object message)
    {
        switch (message)
        {
            case Request { Asked: StartWith start } r: AnswerWarm(r, start); break;
            case Request { Asked: StopChild } r: Stop(r, Cause.Stop); break;
            case Request { Asked: RestartChild } r: JoinStarters(r); Supersede(Cause.Restart); break;
            case Request { Asked: Drain } r: Stop(r, Cause.Drain); break;
            case Request { Asked: RemoveChild } r: Stop(r, Cause.Remove); break;
            case FileChanged or LaunchIsReady when OldIsStopping: Ignore(message); break;
            case FileChanged: Supersede(Cause.FileChanged); break;
            case IdleDue or ListenerGone: Ignore(message); break;
            case EndpointGranted g: Spawn(g.Endpoint); break;
            case NoEndpoint n: _launch = null; KeepOld(n.Detail); break;
            case SpawnFailed when OldIsStopping: FreeUnspawned(); LaunchBeside(); break;
            case SpawnFailed f: FreeUnspawned(); if (MayPass(f)) TryLater(StartFailure.SpawnFailed, f.Detail); else KeepOld(f.Detail); break;
            case LaunchIsReady r: if (!_launch!.NotReady) TakeOver(r); break;
            case Exited e when IsKept(e.Launch): LoseKept(e); break;
            case Exited e when OldIsStopping: Free(e); LaunchBeside(); break;
            case Exited e: KeepOld(e); break;
            case RetiredGone: if (IsWaitingForRoom) LaunchBeside(); break;
            case RetiredStays r: if (IsWaitingForRoom) KeepOld(r.Detail); break;
            case ChildAlarm.BackoffDue: AskEndpoint(); break;
            case ChildAlarm.StartTimedOut: if (Alive) KillLate(); else KeepOldUnasked(); break;
            case ChildAlarm.StopTimedOut: KillLaunch(); break;
            case ChildAlarm.KillTimedOut: KeepOldBeside(); break;
            default: Unhandled(message); break;
        }
    }
}
