namespace Spinner.Actors.Children;

/// <summary>The pause before another attempt to start: 200 ms, doubled each time up to 10 s, each 20 % more or less.</summary>
static class Backoff
{
    private const double FirstMs = 200, LongestMs = 10_000, Jitter = 0.2;

    /// <param name="failed">How many launches of this request have failed, from 1.</param>
    public static TimeSpan After(int failed)
    {
        var pause = Math.Min(LongestMs, FirstMs * Math.Pow(2, failed - 1));
        // Jitter keeps children that failed together, on the same missing database say, from coming back together. Nothing secret hangs on it.
#pragma warning disable CA5394
        return TimeSpan.FromMilliseconds(pause * (1 + Jitter * (2 * Random.Shared.NextDouble() - 1)));
#pragma warning restore CA5394
    }
}
