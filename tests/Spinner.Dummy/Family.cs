using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Misbehaving;

/// <summary>Copies of this program. Nothing is redirected, so they hold the same pipes.</summary>
internal static partial class Family
{
    public static void Grandchild(IEnumerable<string> verbs) => Spawn(Environment.ProcessPath!, Itself(), verbs);

    public static void Daemon(IEnumerable<string> verbs) => Spawn("setsid", [Environment.ProcessPath!, .. Itself()], verbs);

    // A group of its own in the same session would be hung up on, and woken, when the session's leader ends while it is stopped.
    public static void LeaveGroup() => _ = SetSession();

    // Run as `dotnet Spinner.Dummy.dll`, the first argument is the dll; run as its own executable there is none.
    private static string[] Itself() =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [typeof(Family).Assembly.Location] : [];

    private static void Spawn(string program, string[] first, IEnumerable<string> verbs)
    {
        using var process = Process.Start(new ProcessStartInfo(program, [.. first, .. verbs]));
    }

    [LibraryImport("libc", EntryPoint = "setsid")]
    private static partial int SetSession();
}
