namespace Spinner.Actors.Cluster;

/// <summary>A cluster did not do what was asked, and not because of the child: that would be a <see cref="SpinnerRejectedException"/>.</summary>
public sealed class SpinnerClusterException : SpinnerException
{
    /// <summary>Creates it.</summary>
    /// <param name="reason">Why, for programs.</param>
    /// <param name="message">Why, for people.</param>
    /// <param name="inner">What brought it about, if that is an exception.</param>
    public SpinnerClusterException(ClusterFailure reason, string message, Exception? inner = null) : base(message, inner) => Reason = reason;

    /// <summary>Why, for programs.</summary>
    public ClusterFailure Reason { get; }
}
