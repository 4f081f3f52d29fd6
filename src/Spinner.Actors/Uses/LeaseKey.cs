namespace Spinner.Actors.Uses;

/// <summary>What makes two leases two, whoever took them.</summary>
sealed class LeaseKey
{
    private static long s_last;

    /// <summary>Of all leases of this process, counted from 1.</summary>
    public long Number { get; } = Interlocked.Increment(ref s_last);
}
