using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Misbehaving;

/// <summary>Copies of this program. Nothing is redirected, so they hold the same pipes.</summary>
internal static partial class Family
{
    public static void Grandchild(IEnumerable<string> verbs) => Spawn(Environment.ProcessPath!, Itself(), verbs);

    public static void Daemon(IEnumerable<string> verbs) => Spawn("setsid", [Environment.ProcessPath!, .. Itself()], verbs);

    public static void LeaveGroup() => _ = SetGroup(0, 0);

    // Run as `dotnet Spinner.Dummy.dll`, the first argument is the dll; run as its own executable there is none.
    private static string[] Itself() =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [typeof(Family).Assembly.Location] : [];

    private static void Spawn(string program, string[] first, IEnumerable<string> verbs)
    {
        using var process = Process.Start(new ProcessStartInfo(program, [.. first, .. verbs]));
    }

    [LibraryImport("libc", EntryPoint = "setpgid")]
    private static partial int SetGroup(int pid, int group);
}
