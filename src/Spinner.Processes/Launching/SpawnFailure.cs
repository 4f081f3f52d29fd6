namespace Spinner.Actors;

/// <summary>Why nothing could be spawned.</summary>
public enum SpawnFailure
{
    /// <summary>The working directory, or that of a file for the output, does not exist or is no directory.</summary>
    NoSuchDirectory,

    /// <summary>The command was not found.</summary>
    CommandNotFound,

    /// <summary>The command was found but may not be executed, or a file for the output may not be written.</summary>
    PermissionDenied,

    /// <summary>It cannot be spawned as it is: a broken executable, too many arguments, a file for the output that is none.</summary>
    Refused,

    /// <summary>The system refuses for now: no memory, too many processes or files, a full disk, a program that is still being written.</summary>
    Unavailable,
}
