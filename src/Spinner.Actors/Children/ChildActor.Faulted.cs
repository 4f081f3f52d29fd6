namespace Spinner.Actors.Children;

sealed partial class ChildActor
{
    private void Faulted(object message)
    {
        switch (message)
        {
            case Request { Asked: StartWith or RestartChild } r when _unkillable is not null: r.From.Answer(RejectedUnkillable()); break;
            case Request { Asked: StopChild } r when _unkillable is not null: WantStopped(r, Cause.Stop); break;
            case Request { Asked: Drain } r when _unkillable is not null: WantStopped(r, Cause.Drain); break;
            case Request { Asked: RemoveChild } r when _unkillable is not null: WantStopped(r, Cause.Remove); break;
            case FileChanged when _unkillable is not null: Ignore(message); break;
            case Exited e when _unkillable is not null: Free(e); BuryUnkillable(); break;
            case SpawnFailed when _unkillable is not null: FreeUnspawned(); BuryUnkillable(); break;
            case RetiredGone when _unkillable is not null: BuryUnkillable(); break;
            case LaunchIsReady or ListenerGone when _unkillable is not null: Ignore(message); break;

            case Request { Asked: StartWith } r when StartsAreRefused: r.From.Answer(RejectedFaulted()); break;
            case Request { Asked: StartWith start } r: StartFresh(r, start, attempts: 1); break;
            case Request { Asked: RestartChild } r: _crashes.Forget(); RestartFresh(r); break;
            case Request { Asked: StopChild } r: ForgetFault(r, Cause.Stop); break;
            case Request { Asked: Drain } r: ForgetFault(r, Cause.Drain); break;
            case Request { Asked: RemoveChild } r: ForgetFault(r, Cause.Remove); break;
            case FileChanged when _draining || IsDeafToFiles: Ignore(message); break;
            case FileChanged: _crashes.Forget(); ReviveByFile(); break;
            case IdleDue or RetiredGone or RetiredStays: Ignore(message); break;
            default: Unhandled(message); break;
        }
    }
}
