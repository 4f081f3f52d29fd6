namespace Spinner.Benchmarks;

/// <summary>What one contender took for one work, several times.</summary>
internal sealed record Samples(string Work, string Contender, IReadOnlyList<double> Values)
{
    public double Median => At(0.5);

    public double P95 => At(0.95);

    private double At(double share)
    {
        var sorted = Values.Order().ToList();
        return sorted[Math.Min(sorted.Count - 1, (int)(sorted.Count * share))];
    }
}
