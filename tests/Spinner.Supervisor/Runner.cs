using System.Diagnostics;
using System.Globalization;

namespace Spinner.Supervisor;

/// <summary>A child of the class library's own kind, as a program around the supervisor may have.</summary>
internal static class Runner
{
    public static void Run(string[] command)
    {
        var process = Process.Start(new ProcessStartInfo(command[0], command[1..]))!;
        process.EnableRaisingEvents = true;
        process.Exited += (_, _) => Answer.Say("ran", process.ExitCode.ToString(CultureInfo.InvariantCulture));
    }
}
