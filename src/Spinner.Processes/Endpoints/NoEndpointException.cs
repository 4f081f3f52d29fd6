namespace Spinner.Processes;

/// <summary>No endpoint could be reserved. The message says what was asked, why there is none and what is allowed.</summary>
public sealed class NoEndpointException : IOException
{
    /// <summary>Creates the exception.</summary>
    public NoEndpointException(string message, Exception? inner = null) : base(message, inner) { }

    /// <summary>Whether it may pass by itself, as a want of descriptors does: the start is then tried again until its time-out. False unless set.</summary>
    public bool MayPass { get; init; }
}
