namespace Spinner.Processes;

/// <summary>No endpoint could be reserved. The message says what was asked, why there is none and what is allowed.</summary>
public sealed class NoEndpointException : IOException
{
    /// <summary>Creates the exception.</summary>
    public NoEndpointException(string message, Exception? inner = null) : base(message, inner) { }
}
