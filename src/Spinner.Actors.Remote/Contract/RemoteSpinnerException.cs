namespace Spinner.Actors.Remote;

/// <summary>A remote spinner did not do what was asked, and not because of the child: that would be a <see cref="SpinnerRejectedException"/>.</summary>
public sealed class RemoteSpinnerException : SpinnerException
{
    /// <summary>Creates it.</summary>
    public RemoteSpinnerException(RemoteFailure reason, string message) : base(message)
    {
        Reason = reason;
    }

    /// <summary>Why, for programs.</summary>
    public RemoteFailure Reason { get; }
}
