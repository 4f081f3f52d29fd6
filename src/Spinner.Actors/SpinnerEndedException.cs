namespace Spinner.Actors;

/// <summary>A call came after the end of its spinner, or was under way at it. For users an <see cref="ObjectDisposedException"/>.</summary>
sealed class SpinnerEndedException(string message) : ObjectDisposedException(null, message)
{
    /// <summary>What a call was answered with that did not do what it was for: a rejection, also after the end.</summary>
    /// <param name="why">What a call threw.</param>
    /// <param name="child">The child it was about.</param>
    /// <returns>Null for what is no answer of a spinner.</returns>
    public static Rejected? RejectionIn(Exception why, string child = "") => why switch
    {
        SpinnerRejectedException rejected => rejected.Rejected,
        SpinnerEndedException ended => new Rejected(child, SpinnerError.ShuttingDown, ended.Message),
        _ => null,
    };
}
