using System.Text;

namespace Spinner.Processes;

/// <summary>Finds processes by what stands in their environment since their exec. Stateless.</summary>
internal static class MarkedProcesses
{
    /// <summary>All we may look into; not ourselves, and none that is in the middle of its exec.</summary>
    internal static IEnumerable<int> Find(SupervisorMark mark)
    {
        var entry = Encoding.ASCII.GetBytes(mark.Entry);
        return ProcStat.Pids().Where(pid => pid != Environment.ProcessId && Holds(pid, entry));
    }

    private static bool Holds(int pid, ReadOnlySpan<byte> entry)
    {
        try
        {
            return File.ReadAllBytes($"/proc/{pid}/environ").AsSpan().IndexOf(entry) >= 0;
        }
        catch (Exception closed) when (closed is IOException or UnauthorizedAccessException)
        {
            // It has ended, or belongs to somebody else: then we could not signal it either.
            return false;
        }
    }
}
