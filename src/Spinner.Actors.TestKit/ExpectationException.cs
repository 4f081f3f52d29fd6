namespace Spinner.Actors.TestKit;

/// <summary>What a test expected of a spinner did not come. The message says what was expected, and what is there instead.</summary>
public sealed class ExpectationException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What was expected, and what is there.</param>
    /// <param name="inner">What brought it about, if that is an exception.</param>
    public ExpectationException(string message, Exception? inner = null) : base(message, inner) { }
}
