using Microsoft.Win32.SafeHandles;

namespace Spinner.Processes;

/// <summary>Descriptors that are kept back: for want of one .NET cannot make a thread, and then ends the whole process ("Out of memory").</summary>
internal static class SpareDescriptors
{
    private const int Enough = 32;

    /// <exception cref="SpawnException">Too few are left.</exception>
    internal static void Require(string child)
    {
        if (OperatingSystem.IsWindows()) return;
        var spare = new List<SafeFileHandle>(Enough);
        try
        {
            while (spare.Count < Enough) spare.Add(File.OpenHandle("/dev/null"));
        }
        catch (IOException refused)
        {
            throw new SpawnException(
                SpawnFailure.Refused,
                $"'{child}' is not spawned: of the descriptors this process may have ('ulimit -n') only {spare.Count} are left: {refused.Message}", refused);
        }
        finally
        {
            spare.ForEach(s => s.Dispose());
        }
    }
}
