namespace Spinner.Benchmarks.Capacity;

/// <summary>An application of a load.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Bytes">The memory it holds.</param>
/// <param name="Start">How long it takes to start.</param>
/// <param name="Run">How long a use of it takes.</param>
/// <param name="Arrivals">When it is used, from the beginning on, in order.</param>
internal sealed record App(string Name, long Bytes, TimeSpan Start, TimeSpan Run, IReadOnlyList<TimeSpan> Arrivals);

/// <summary>
/// Loads as they were published: memory and run time of applications from Serverless in the Wild (Azure 2019), cold starts from Huawei (EuroSys 2025). The same
/// seed gives the same load.
/// </summary>
internal static class Workload
{
    private const int Apps = 60;

    public static IReadOnlyList<App> Generate(int seed, TimeSpan length)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, Apps).Select(i => Make(random, $"app{i}", length))];
    }

    private static App Make(Random random, string name, TimeSpan length)
    {
        var memory = Burr(random, 11.652, 0.221, 107.083);
        var run = Math.Min(300, LogNormal(random, -0.38, 2.36));
        // Mean 3.24 s and deviation 7.10 s of the values, as parameters of their logarithm.
        var variance = Math.Log(1 + Math.Pow(7.10 / 3.24, 2));
        var start = Math.Min(120, LogNormal(random, Math.Log(3.24) - (variance / 2), Math.Sqrt(variance)));
        var gap = random.NextDouble() switch
        {
            < 0.45 => Between(random, 3600, 24 * 3600),
            < 0.81 => Between(random, 60, 3600),
            _ => Between(random, 1, 60),
        };
        return new App(
            name, (long)(Math.Min(memory, 4096) * 1024 * 1024), TimeSpan.FromSeconds(start), TimeSpan.FromSeconds(run), [.. Arrivals(random, gap, length)]);
    }

    private static IEnumerable<TimeSpan> Arrivals(Random random, double gap, TimeSpan length)
    {
        var kind = random.NextDouble();
        for (var at = random.NextDouble() * gap; at < length.TotalSeconds; at += Gap())
            yield return TimeSpan.FromSeconds(at);

        // Periodic, Poisson, or in bursts: Weibull of shape 0.5, whose mean is twice its scale.
        double Gap() => kind switch
        {
            < 0.2 => gap,
            < 0.6 => -gap * Math.Log(1 - random.NextDouble()),
            _ => Math.Max(0.001, gap / 2 * Math.Pow(-Math.Log(1 - random.NextDouble()), 2)),
        };
    }

    private static double Between(Random random, double from, double to) => Math.Exp(Math.Log(from) + (random.NextDouble() * Math.Log(to / from)));

    private static double Burr(Random random, double c, double k, double scale) =>
        scale * Math.Pow(Math.Pow(1 - random.NextDouble(), -1 / k) - 1, 1 / c);

    private static double LogNormal(Random random, double mean, double deviation) =>
        Math.Exp(mean + (deviation * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble())));
}
