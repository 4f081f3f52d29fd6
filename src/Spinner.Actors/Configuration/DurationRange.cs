namespace Spinner.Actors.Configuration;

/// <summary>The durations an option may have, both ends included.</summary>
/// <remarks>
/// A TimeProvider's timer takes at most 4 294 967 294 ms, 49.7 days; poll and epoll take 24.8. The facade waits for the sum
/// StopTimeout + KillTimeout + StartTimeout + 5 s in one timer: 24 + 1 + 24 days and 5 s still fit.
/// </remarks>
sealed record DurationRange(TimeSpan Min, TimeSpan Max, string Allowed)
{
    public static DurationRange Positive { get; } = new(TimeSpan.FromMilliseconds(1), TimeSpan.FromDays(24), "1 ms to 24 days");
    public static DurationRange FromZero { get; } = new(TimeSpan.Zero, TimeSpan.FromDays(24), "0 to 24 days");

    /// <summary>Not shorter: a child that dies right after it is ready would be launched again and again, as fast as the machine can.</summary>
    public static DurationRange Tolerance { get; } = new(TimeSpan.FromSeconds(1), TimeSpan.FromDays(24), "1 s to 24 days");

    public static DurationRange Kill { get; } = new(TimeSpan.FromMilliseconds(1), TimeSpan.FromDays(1), "1 ms to 1 day");

    public bool Contains(TimeSpan value) => value >= Min && value <= Max;

    /// <summary>Null is always right: it means the default.</summary>
    public void Check(OptionErrors errors, string option, TimeSpan? value) =>
        errors.Require(value is not { } given || Contains(given), option, value, Allowed);
}
