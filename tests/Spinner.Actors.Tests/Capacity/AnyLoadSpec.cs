using CsCheck;
using Spinner.Actors.Tests.Table;

namespace Spinner.Actors.Tests.Capacity;

/// <summary>
/// Five hundred children, fifty starts at once, random uses and crashes: never more than there is, nobody who is used is stopped, everybody who waits is
/// answered, nobody is passed but by a smaller one and for five seconds. SPINNER_STRESS=1 plays ten times as many.
/// </summary>
[Collection(TableSystem.Collection)]
public class AnyLoadSpec(TableSystem table)
{
    private static readonly int Loads = StressRun.IsOn ? 150 : 15;

    private static readonly Gen<(RoomMove, int)[]> Steps = Gen.Select(
        Gen.Frequency(
            (6, Gen.Const(RoomMove.Start)), (1, Gen.Const(RoomMove.StartFifty)), (8, Gen.Const(RoomMove.Use)), (7, Gen.Const(RoomMove.EndUse)), (6, Gen.Const(RoomMove.Ready)),
            (1, Gen.Const(RoomMove.Crash)), (4, Gen.Const(RoomMove.Moment)), (4, Gen.Const(RoomMove.Seconds))),
        Gen.Int[0, RoomWorld.Size - 1]).Array[120];

    [Fact]
    public void No_load_breaks_a_promise() => Steps.Sample(
        steps => RoomWorld.Play(table, steps) is null, iter: Loads, threads: 1, print: steps => $"{string.Join(", ", steps)}\n→ {RoomWorld.Play(table, steps)}");
}
