namespace Spinner.Processes;

/// <summary>How often a launch that is not ready is asked for: a child that took long does not care about one more millisecond.</summary>
internal static class TickSchedule
{
    private static readonly TimeSpan Eager = TimeSpan.FromMilliseconds(0.2);
    private static readonly TimeSpan Early = TimeSpan.FromMilliseconds(1);

    /// <param name="age">Since the spawn, or since the first sign of a socket.</param>
    /// <returns>0.2 ms for the first 10 ms, 1 ms up to 250 ms, then 2 ms growing to 20 ms at 2.5 s.</returns>
    internal static TimeSpan After(TimeSpan age) => age.TotalMilliseconds switch
    {
        < 10 => Eager,
        < 250 => Early,
        var late => TimeSpan.FromMilliseconds(Math.Min(20, late / 125)),
    };
}
