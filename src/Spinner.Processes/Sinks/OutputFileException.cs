namespace Spinner.Processes;

/// <summary>A file cannot be appended to.</summary>
internal sealed class OutputFileException(SpawnFailure failure, string message) : IOException(message)
{
    /// <summary>What a spawn that needs it fails with.</summary>
    internal SpawnFailure Failure => failure;
}
