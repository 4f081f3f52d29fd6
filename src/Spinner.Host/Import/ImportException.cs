namespace Spinner.Host.Import;

/// <summary>A file cannot be imported. The message is for people and names the line where there is one.</summary>
sealed class ImportException(string message) : Exception(message);
