namespace Spinner.Control.Logs;

/// <summary>How much is kept of a child's output, and in what form.</summary>
/// <param name="FileBytes">When a file is full.</param>
/// <param name="Files">How many there are, the one written to among them.</param>
/// <param name="Gzip">Compresses those put aside; null: nobody does.</param>
sealed record LogSizes(long FileBytes, int Files, LogCompression? Gzip = null);
