namespace Spinner.Actors.TestKit;

/// <summary>What a test expected of a spinner did not come. The message says what was expected, and what is there instead.</summary>
public sealed class ExpectationException : Exception
{
    /// <summary>Creates the exception.</summary>
    public ExpectationException(string message) : base(message) { }
}
