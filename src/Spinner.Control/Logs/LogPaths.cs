using System.Security.Cryptography;
using System.Text;
using Spinner.Processes;

namespace Spinner.Control.Logs;

/// <summary>What the log files of one daemon are called.</summary>
static class LogPaths
{
    /// <summary>The name of the daemon's own log, without its extension. Those put aside have a number behind it.</summary>
    public const string OfDaemon = "spinner-daemon";

    private const int MaxName = 100;
    private const int HashLength = 8;

    /// <summary>Makes the directory they are in unless it is there.</summary>
    /// <exception cref="IOException">It cannot be made, or others could put a file of theirs where ours are.</exception>
    public static void EnsureDirectory(string directory) => PrivateDirectory.Ensure(directory, Privacy.Readable);

    /// <summary>The file name of a child's log: its name, escaped; a long or escaped one with a hash, so that nobody shares a
    /// file with another child or the daemon.</summary>
    public static string FileName(string child)
    {
        var escaped = Uri.EscapeDataString(child).Replace('%', '_').TrimStart('.');
        if (escaped.Length > MaxName) escaped = escaped[..MaxName];
        // The daemon's own log lies here too, with numbers behind its name when it is full.
        var isFree = !child.StartsWith(OfDaemon, StringComparison.OrdinalIgnoreCase);
        return escaped == child && isFree ? $"{escaped}.log" : $"{escaped}-{Hash(child)}.log";
    }

    /// <summary>A short text that stands for a long one.</summary>
    public static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..HashLength];
}
