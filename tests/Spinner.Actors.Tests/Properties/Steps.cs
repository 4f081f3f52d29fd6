using CsCheck;

namespace Spinner.Actors.Tests.Properties;

/// <summary>Random sequences. The weights make every state and phase common; what ends a sequence's life, a drain, is rare.</summary>
static class Steps
{
    private const int Length = 50;

    public static Gen<Step[]> Sequence { get; } = Gen.Frequency(
        Often(90, Move.Start), Often(25, Move.StartOther), Often(15, Move.StartByName), Often(25, Move.Use),
        Often(40, Move.Stop), Often(8, Move.StopAll), Often(40, Move.Restart), Often(20, Move.Remove),
        Often(4, Move.Drain), Often(2, Move.SpinnerEnds),
        Often(25, Move.Cancel, 3), Often(6, Move.CancelledStart), Often(6, Move.CancelledUse),
        Often(20, Move.TryUse), Often(20, Move.EndUse, 2),
        Often(20, Move.Lease), Often(10, Move.LeaseForActor), Often(10, Move.LeaseOfActor), Often(25, Move.EndLease, 3), Often(12, Move.HolderDies),
        Often(40, Move.FileChanged), Often(7, Move.EndpointRefused), Often(7, Move.SpawnFails),
        Often(7, Move.SpawnUnavailable), Often(4, Move.LauncherThrows), Often(4, Move.LauncherGivesNull), Often(4, Move.EndpointsThrow),
        Often(100, Move.Ready), Often(15, Move.Exit0, 2), Often(30, Move.Exit3, 2), Often(15, Move.Signalled, 3), Often(5, Move.Stranger),
        Often(15, Move.Busy, 2), Often(20, Move.NotBusy, 2), Often(12, Move.StopsItself, 2), Often(8, Move.Hangs, 2), Often(8, Move.Extends, 3),
        Often(25, Move.FallsIll, 2), Often(10, Move.GetsWell, 2), Often(12, Move.Grows, 2), Often(5, Move.Shrinks, 2),
        Often(20, Move.Obeys), Often(20, Move.IgnoresTerm), Often(25, Move.IgnoresKill),
        Often(25, Move.Waits), Often(15, Move.ReadyAtOnce), Often(12, Move.ExitsAtOnce), Often(6, Move.CrashesAtOnce),
        Often(8, Move.LateReady, 2), Often(8, Move.LateExit, 2), Often(25, Move.LateAlarm, 4),
        Often(8, Move.LaunchActorEnds, 2), Often(8, Move.LaunchActorEndsSilently, 2),
        Often(30, Move.HoldPorts), Often(30, Move.FreePorts), Often(15, Move.HoldChild), Often(40, Move.FreeChild),
        Often(20, Move.Second), Often(80, Move.NextAlarm), Often(15, Move.StopTimeout), Often(15, Move.KillTimeout),
        Often(15, Move.StartTimeout), Often(15, Move.DrainTimeout), Often(10, Move.IdleTime), Often(10, Move.FaultTimeout)).Array[Length];

    private static (int, IGen<Step>) Often(int weight, Move move, int picks = 1) =>
        (weight, picks == 1 ? Gen.Const(new Step(move)) : Gen.Int[0, picks - 1].Select(pick => new Step(move, pick)));
}
