using CsCheck;

namespace Spinner.Actors.Tests.Properties;

/// <summary>
/// Random sequences against the real actors in virtual time. SPINNER_STRESS=1 plays ten times as many. A failure prints the sequence made
/// short, what it violates, and the seed: set CsCheck_Seed to it to play that sequence first.
/// </summary>
public sealed class RandomSequencesSpec : IDisposable
{
    private static readonly int Sequences = Environment.GetEnvironmentVariable("SPINNER_STRESS") == "1" ? 100_000 : 10_000;

    private readonly Stage _stage = new();

    [Theory]
    [InlineData(ReloadMode.Restart)]
    [InlineData(ReloadMode.Overlap)]
    public void No_sequence_violates_an_invariant(ReloadMode reload)
    {
        Steps.Sequence.Sample(steps => World.Play(_stage, reload, steps) is null, iter: Sequences, print: steps => Describe(reload, steps));
        Assert.Empty(_stage.Astray);
    }

    public void Dispose() => _stage.Dispose();

    private string Describe(ReloadMode reload, Step[] steps)
    {
        var shortest = Shrink.Down(steps, s => World.Play(_stage, reload, s) is not null);
        return $"{string.Join(", ", shortest)}\n→ {World.Play(_stage, reload, shortest)}\n";
    }
}
