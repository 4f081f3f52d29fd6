namespace Spinner.Actors;

/// <summary>
/// A spinner, here or on another node, did not do what was asked. The base of <see cref="SpinnerRejectedException"/>, which says why a child could not
/// be started, and of the exceptions of remote control; caught alone it covers both.
/// </summary>
public abstract class SpinnerException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What was not done and why, for people.</param>
    /// <param name="inner">What brought it about, if that is an exception.</param>
    protected SpinnerException(string message, Exception? inner = null) : base(message, inner) { }
}
