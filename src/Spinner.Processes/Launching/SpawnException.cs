namespace Spinner.Processes;

/// <summary>Nothing was spawned. The message names the working directory, the command or the permission.</summary>
public sealed class SpawnException : IOException
{
    /// <summary>Creates the exception.</summary>
    public SpawnException(SpawnFailure failure, string message, Exception? inner = null) : base(message, inner) => Failure = failure;

    /// <summary>Which of the five.</summary>
    public SpawnFailure Failure { get; }
}
