using CsCheck;

namespace Spinner.Actors.Tests.Properties;

/// <summary>
/// Random sequences against the real actors in virtual time. SPINNER_STRESS=1 plays ten times as many. A failure prints the sequence made
/// short, what it violates, and the seed: set CsCheck_Seed to it to play that sequence first.
/// </summary>
public sealed class RandomSequencesSpec : IDisposable
{
    private static readonly int Sequences = StressRun.IsOn ? 100_000 : 10_000;

    private readonly Stage _stage = new();

    [Theory]
    [InlineData(ReloadMode.Restart, World.Kind.Server)]
    [InlineData(ReloadMode.Overlap, World.Kind.Server)]
    [InlineData(ReloadMode.Restart, World.Kind.Ending)]
    [InlineData(ReloadMode.Overlap, World.Kind.Ending)]
    [InlineData(ReloadMode.Restart, World.Kind.Watched)]
    [InlineData(ReloadMode.Overlap, World.Kind.Watched)]
    [InlineData(ReloadMode.Restart, World.Kind.Worker)]
    [InlineData(ReloadMode.Overlap, World.Kind.Worker)]
    [InlineData(ReloadMode.Restart, World.Kind.Task)]
    public void No_sequence_violates_an_invariant(ReloadMode reload, object kind)
    {
        var what = (World.Kind)kind;
        var sequences = what == World.Kind.Server ? Sequences : Sequences / 4;
        Steps.Sequence.Sample(steps => World.Play(_stage, reload, what, steps) is null, iter: sequences, print: steps => Describe(reload, what, steps));
        Assert.Empty(_stage.Astray);
    }

    public void Dispose() => _stage.Dispose();

    private string Describe(ReloadMode reload, World.Kind kind, Step[] steps)
    {
        var shortest = Shrink.Down(steps, s => World.Play(_stage, reload, kind, s) is not null);
        return $"{string.Join(", ", shortest)}\n→ {World.Play(_stage, reload, kind, shortest)}\n";
    }
}
