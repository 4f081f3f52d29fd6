namespace Spinner.Processes;

/// <summary>A group that lives by a lease. A value.</summary>
/// <param name="Leader">Its number, the leader's pid.</param>
/// <param name="Until">When the lease is over, on the <see cref="BootClock"/>.</param>
internal readonly record struct LeasedGroup(int Leader, TimeSpan Until);
