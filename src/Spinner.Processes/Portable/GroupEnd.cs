namespace Spinner.Processes;

/// <summary>Waits until nobody of a group lives: asked at once, then every 1 to 20 ms. No event of the system tells it.</summary>
internal static class GroupEnd
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan Cap = TimeSpan.FromMilliseconds(20);

    internal static async Task WaitAsync(Func<bool> isGone, TimeProvider time)
    {
        var backOff = new BackOff(First, Cap, time);
        while (!isGone()) await backOff.PauseAsync().ConfigureAwait(false);
    }
}
