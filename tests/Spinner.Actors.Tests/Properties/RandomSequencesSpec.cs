using CsCheck;

namespace Spinner.Actors.Tests.Properties;

/// <summary>
/// Random sequences against the real actors in virtual time: always the same ones, so that a failure is news about the code.
/// SPINNER_STRESS=1 plays ten times as many, other ones each time; SPINNER_SEED=n those of a failure again. A failure prints the
/// sequence made short, what it violates, and the seed.
/// </summary>
public sealed class RandomSequencesSpec : IDisposable
{
    private static readonly bool Stress = Environment.GetEnvironmentVariable("SPINNER_STRESS") == "1";
    private static readonly uint Sequences = Stress ? 100_000u : 10_000u;

    private readonly Stage _stage = new();

    private static ulong Seed => ulong.TryParse(Environment.GetEnvironmentVariable("SPINNER_SEED"), out var seed) ? seed
        : Stress ? (ulong)Random.Shared.NextInt64()
        : 20261122;

    [Fact]
    public void No_sequence_violates_an_invariant()
    {
        var seed = Seed;
        for (var n = 0u; n < Sequences; n++)
        {
            var steps = Steps.Sequence.Generate(new PCG(n, seed), null, out _);
            if (World.Play(_stage, steps) is not null) Assert.Fail($"SPINNER_SEED={seed}, sequence {n}: {Describe(steps)}");
        }
        Assert.Empty(_stage.Astray);
    }

    public void Dispose() => _stage.Dispose();

    private string Describe(Step[] steps)
    {
        var shortest = Shrink.Down(steps, s => World.Play(_stage, s) is not null);
        return $"{string.Join(", ", shortest)}\n→ {World.Play(_stage, shortest)}\n";
    }
}
