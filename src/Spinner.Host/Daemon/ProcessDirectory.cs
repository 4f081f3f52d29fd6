using System.Globalization;
using Spinner.Host.Settings;

namespace Spinner.Host.Daemon;

/// <summary>
/// Whether /proc shows this process under the number it has. In a pid namespace of its own with the /proc of the outer one it does not: everything that
/// is found there by number would be somebody else. Stateless.
/// </summary>
static class ProcessDirectory
{
    private const string Self = "/proc/self";

    /// <exception cref="DaemonException">It shows another.</exception>
    public static void Check()
    {
        if (!OperatingSystem.IsLinux() || Read() is not { } shown || shown == Environment.ProcessId) return;
        throw new DaemonException(
            $"/proc is that of another pid namespace: this process has the number {Environment.ProcessId} and stands there as {shown}. "
            + "Mount one of this namespace, as unshare --mount-proc and every container runtime do.");
    }

    private static int? Read()
    {
        try
        {
            var target = new FileInfo(Self).LinkTarget;
            return int.TryParse(target, NumberStyles.None, CultureInfo.InvariantCulture, out var shown) ? shown : null;
        }
        catch (Exception hidden) when (hidden is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
