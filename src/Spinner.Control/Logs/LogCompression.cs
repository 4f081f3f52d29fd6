using System.IO.Compression;
using Spinner.Processes;

namespace Spinner.Control.Logs;

/// <summary>Compresses log files that were put aside, one after the other, on a thread that may block. Safe for concurrent use.</summary>
/// <param name="note">Is told of a file that could not be compressed, by its path; it stays as it is, and is tried again with the next.</param>
sealed class LogCompression(Action<string, string> note)
{
    /// <summary>What stands behind the name of a compressed file.</summary>
    public const string Extension = ".gz";

    private readonly SerialWork _work = new(BlockingThreads.Output);

    /// <summary>Compresses, later, what of this log is not yet.</summary>
    public void Post(LogFile log) => _work.Post(() => Compress(log));

    private void Compress(LogFile log)
    {
        foreach (var generation in log.Generations.Skip(1))
        {
            try
            {
                using var full = log.OpenPlain(generation);
                if (full is null) continue;
                var made = log.Path + Extension + ".part";
                // One that a daemon before did not finish.
                File.Delete(made);
                using (var to = new GZipStream(new FileStream(PrivateFile.Open(made, FileMode.CreateNew), FileAccess.Write), CompressionLevel.Optimal))
                    full.CopyTo(to);
                log.Replace(generation, made);
            }
            catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
            {
                note(log.Path, $"what was put aside of it cannot be compressed: {refused.Message}");
                return;
            }
        }
    }
}
