namespace Spinner.Processes;

/// <summary>No guardian can be had.</summary>
internal sealed class GuardianException : IOException
{
    internal GuardianException(string message, bool isFinal = false) : base(message) => IsFinal = isFinal;

    /// <summary>Trying again is useless.</summary>
    internal bool IsFinal { get; }
}
