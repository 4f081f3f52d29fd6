namespace Spinner.Actors.Cluster.Leases;

/// <summary>Time as leases count it. Stateless.</summary>
static class LeaseClock
{
    /// <summary>Since the clock's timestamps began; exact, however long ago that is.</summary>
    public static TimeSpan Now(TimeProvider clock) =>
        new((long)((Int128)clock.GetTimestamp() * TimeSpan.TicksPerSecond / clock.TimestampFrequency));
}
