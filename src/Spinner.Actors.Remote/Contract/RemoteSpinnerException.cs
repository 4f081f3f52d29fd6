namespace Spinner.Actors.Remote;

/// <summary>
/// A remote spinner did not do what was asked, and not because of the child: that would be a <see cref="SpinnerRejectedException"/>.
/// </summary>
public sealed class RemoteSpinnerException : SpinnerException
{
    /// <summary>Creates it.</summary>
    /// <param name="reason">Why, for programs.</param>
    /// <param name="message">Why, for people.</param>
    /// <param name="inner">What brought it about, if that is an exception.</param>
    public RemoteSpinnerException(RemoteFailure reason, string message, Exception? inner = null) : base(message, inner) => Reason = reason;

    /// <summary>Why, for programs.</summary>
    public RemoteFailure Reason { get; }
}
