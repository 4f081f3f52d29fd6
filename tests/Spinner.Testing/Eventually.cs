namespace Spinner.Tests;

/// <summary>Waits for a fact that has no event of its own, such as the state of a foreign process.</summary>
public static class Eventually
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(30);

    /// <summary>Asks until it holds; throws a <see cref="TimeoutException"/> that names the fact when it does not within the limit (20 s).</summary>
    public static async Task HoldsAsync(Func<bool> fact, string what, TimeSpan? limit = null)
    {
        using var timer = new PeriodicTimer(First);
        using var deadline = new CancellationTokenSource(limit ?? TimeSpan.FromSeconds(20));
        try
        {
            while (!fact())
            {
                await timer.WaitForNextTickAsync(deadline.Token);
                // A look may read all of /proc, and what is waited for needs the processor too.
                if (timer.Period < Longest) timer.Period += First;
            }
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"It never came true: {what}");
        }
    }
}
