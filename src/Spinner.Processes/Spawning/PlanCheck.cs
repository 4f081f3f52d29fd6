using System.Buffers;
using System.Text;

namespace Spinner.Processes;

/// <summary>Whether a plan could be spawned now, without spawning it. Stateless.</summary>
internal static class PlanCheck
{
    private const int LongestFirstLine = 256;
    private static readonly SearchValues<char> Blanks = SearchValues.Create(" \t");

    /// <summary>What is known against it; null when nothing is.</summary>
    internal static SpawnException? RefusalOf(LaunchPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        try
        {
            var command = CommandLookup.Resolve(plan);
            if (OperatingSystem.IsWindows()) return null;
            if (BusyFile.IsOpenForWriting(command))
                return new SpawnException(SpawnFailure.Unavailable, $"The command '{command}' of '{plan.Name}' is still open for writing.");
            return Head(command) is { } head ? Check(plan, command, head) : null;
        }
        catch (SpawnException refused)
        {
            return refused;
        }
    }

    private static SpawnException? Check(LaunchPlan plan, string command, string head)
    {
        // A program that is being copied in place begins empty.
        if (head.Length == 0) return new SpawnException(SpawnFailure.Unavailable, $"The command '{command}' of '{plan.Name}' is empty.");
        if (OperatingSystem.IsLinux() && BinaryFormat.WhyUnknown(head) is { } why)
            return new SpawnException(SpawnFailure.Refused, $"The command '{command}' of '{plan.Name}' {why}.");
        if (!head.StartsWith("#!", StringComparison.Ordinal)) return null;
        var line = head.AsSpan(2);
        var end = line.IndexOf('\n');
        if (end < 0) return null;
        line = line[..end].TrimStart(" \t");
        var interpreter = (line.IndexOfAny(Blanks) is >= 0 and var blank ? line[..blank] : line).ToString();
        if (interpreter.Length == 0 || Libc.Access(Path.GetFullPath(interpreter, Inherited.WorkingDirectory), Libc.MayExecute) == 0) return null;
        return new SpawnException(
            SpawnFailure.CommandNotFound, $"The interpreter '{interpreter}' that the command '{command}' of '{plan.Name}' names does not exist, or may not be executed.");
    }

    // Null when it may be executed but not read.
    private static string? Head(string path)
    {
        try
        {
            using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var bytes = new byte[LongestFirstLine];
            return Encoding.UTF8.GetString(bytes, 0, RandomAccess.Read(file, bytes, 0));
        }
        catch (Exception closed) when (closed is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return null;
        }
    }
}
