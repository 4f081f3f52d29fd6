using Spinner.Actors.Children;
using Spinner.Actors.Signals;
using Spinner.Actors.Uses;

namespace Spinner.Actors.Tests.Properties;

// What each step does.
sealed partial class World
{
    private static readonly TimeSpan Past = TimeSpan.FromMilliseconds(1);

    private void Do(Step step)
    {
        switch (step.Move)
        {
            case Move.Start: Ask(new StartChild(Name, First)); break;
            case Move.StartOther: Ask(new StartChild(Name, _kind == Kind.Task ? Other with { Keep = null } : Other)); break;
            case Move.StartByName: Ask(new StartChild(Name)); break;
            case Move.Use: Ask(new StartChild(Name), new UseWaiter()); break;
            case Move.Stop: Ask(new StopChild(Name)); break;
            case Move.StopAll: Ask(new StopAllChildren()); break;
            case Move.Restart: Ask(new RestartChild(Name)); break;
            case Move.Remove: Ask(new RemoveChild(Name)); break;
            case Move.Drain: Ask(new DrainAll(TimeSpan.FromSeconds(35))); break;
            case Move.Cancel: Cancel(step.Pick); break;
            case Move.CancelledStart: AskTooLate(new ReplyWaiter()); break;
            case Move.CancelledUse: AskTooLate(new UseWaiter()); break;
            case Move.TryUse: if (_facade.TryUse(Name, out var use)) Keep(use); break;
            case Move.EndUse: EndUse(step.Pick); break;
            case Move.Lease: AskLease(new Holder(Actor: null, new LeaseKey())); break;
            case Move.LeaseForActor: AskLease(new Holder(HolderActor, new LeaseKey())); break;
            case Move.LeaseOfActor: AskLease(new Holder(HolderActor)); break;
            case Move.EndLease: LetGo(_leases.ElementAtOrDefault(step.Pick)); break;
            case Move.HolderDies: EndHolderActor(); break;
            case Move.FileChanged: ChangeFile(); break;
            case Move.EndpointRefused: _endpoints.RefuseNext("none is free"); break;
            case Move.SpawnFails: _fakes.FailNext(SpawnFailure.CommandNotFound, "no such command"); break;
            case Move.SpawnUnavailable: _fakes.FailNext(SpawnFailure.Unavailable, "too many open files"); break;
            case Move.LauncherThrows: _launcherThrows = true; break;
            case Move.LauncherGivesNull: _launcherGivesNull = true; break;
            case Move.EndpointsThrow: _endpointsThrow = true; break;
            case Move.Ready: Pick(step.Pick)?.Fake.BecomeReady(); break;
            case Move.Exit0: Pick(step.Pick)?.Fake.Exit(0); break;
            case Move.Exit3: Pick(step.Pick)?.Fake.Exit(3); break;
            case Move.Signalled: Pick(step.Pick)?.Fake.ExitBySignal(11); break;
            case Move.Stranger: Pick(step.Pick)?.Fake.ExitBecauseOf(new Processes.ListenerOwner(1, "stranger")); break;
            case Move.Busy: Pick(step.Pick)?.SayBusy(true); break;
            case Move.NotBusy: Pick(step.Pick)?.SayBusy(false); break;
            case Move.StopsItself: SayEnd(Pick(step.Pick), l => l.SayStopping()); break;
            case Move.Hangs: Hang(Pick(step.Pick)); break;
            case Move.Extends: Pick(step.Pick)?.Fake.ExtendTimeout(Seconds(20)); break;
            case Move.FallsIll: Pick(step.Pick)?.FallIll(); break;
            case Move.GetsWell: Pick(step.Pick)?.GetWell(); break;
            case Move.Grows: Pick(step.Pick)?.Hold(MemoryLimit + 1, MemoryLimit); break;
            case Move.Shrinks: Pick(step.Pick)?.Hold(MemoryLimit, MemoryLimit); break;
            case Move.Obeys: (_ignoresTerm, _ignoresKill) = (false, false); break;
            case Move.IgnoresTerm: (_ignoresTerm, _ignoresKill) = (true, false); break;
            case Move.IgnoresKill: (_ignoresTerm, _ignoresKill) = (true, true); break;
            case Move.Waits: _temper = Temper.Waits; break;
            case Move.ReadyAtOnce: _temper = Temper.ReadyAtOnce; break;
            case Move.ExitsAtOnce: _temper = Temper.ExitsAtOnce; break;
            case Move.CrashesAtOnce: _temper = Temper.CrashesAtOnce; break;
            case Move.LateReady: LateReady(step.Pick); break;
            case Move.LateExit: LateExit(step.Pick); break;
            case Move.LateAlarm: _clock.FireLate(step.Pick); break;
            case Move.LaunchActorEnds: EndLaunchActor(step.Pick, silently: false); break;
            case Move.LaunchActorEndsSilently: EndLaunchActor(step.Pick, silently: true); break;
            case Move.HoldPorts: HoldPorts(); break;
            case Move.FreePorts: FreePorts(); break;
            case Move.HoldChild: HoldChild(); break;
            case Move.FreeChild: FreeChild(); break;
            case Move.SpinnerEnds: End(); break;
            case Move.Second: _clock.Advance(Seconds(1)); break;
            case Move.NextAlarm: _clock.AdvanceToNext(); break;
            case Move.StopTimeout: _clock.Advance(First.StopTimeout!.Value + Past); break;
            case Move.KillTimeout: _clock.Advance(First.KillTimeout!.Value + Past); break;
            case Move.StartTimeout: _clock.Advance(First.StartTimeout!.Value + Past); break;
            case Move.DrainTimeout: _clock.Advance(Defaults.DrainTimeout!.Value + Past); break;
            case Move.IdleTime: _clock.Advance(First.IdleTime!.Value + Past); break;
            case Move.FaultTimeout: _clock.Advance(First.FaultTimeout!.Value + Past); break;
            default: throw new ArgumentOutOfRangeException(nameof(step), step, "No such move.");
        }
    }
}
