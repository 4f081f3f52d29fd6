namespace Spinner.Actors.Tests.Properties;

/// <summary>Makes a failing sequence as short and plain as it gets, whatever the violation becomes on the way.</summary>
static class Shrink
{
    public static Step[] Down(IReadOnlyList<Step> failing, Predicate<IReadOnlyList<Step>> fails)
    {
        var best = failing.ToList();
        for (var chunk = best.Count / 2; chunk > 0;)
        {
            var shorter = Enumerable.Range(0, best.Count).Select(at => Without(best, at, chunk)).FirstOrDefault(s => fails(s));
            if (shorter is not null) best = shorter;
            else chunk /= 2;
        }
        for (var at = 0; at < best.Count; at++)
        {
            List<Step> plainer = [.. best];
            plainer[at] = best[at] with { Pick = 0 };
            if (best[at].Pick > 0 && fails(plainer)) best = plainer;
        }
        return [.. best];
    }

    private static List<Step> Without(List<Step> steps, int at, int count) => [.. steps.Take(at), .. steps.Skip(at + count)];
}
