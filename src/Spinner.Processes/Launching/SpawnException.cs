namespace Spinner.Processes;

/// <summary>Why nothing could be spawned.</summary>
public enum SpawnFailure
{
    /// <summary>The working directory does not exist or is no directory.</summary>
    NoSuchDirectory,

    /// <summary>The command was not found.</summary>
    CommandNotFound,

    /// <summary>The command was found but may not be executed.</summary>
    PermissionDenied,

    /// <summary>The system refused: no memory, too many processes or files, a broken executable; or a file for the output cannot be opened.</summary>
    Refused,
}

/// <summary>Nothing was spawned. The message names the working directory, the command or the permission.</summary>
public sealed class SpawnException : IOException
{
    /// <summary>Creates the exception.</summary>
    public SpawnException(SpawnFailure failure, string message, Exception? inner = null) : base(message, inner) => Failure = failure;

    /// <summary>Which of the four.</summary>
    public SpawnFailure Failure { get; }
}
