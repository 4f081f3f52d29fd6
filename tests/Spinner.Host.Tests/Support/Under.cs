using Spinner.Processes;

namespace Spinner.Host.Tests;

/// <summary>Programs that run another one as somebody else.</summary>
internal static class Under
{
    /// <summary>As the user nobody.</summary>
    public const string Nobody = "nobody";

    /// <summary>As process 1 of a namespace of its own.</summary>
    public const string First = "first";

    /// <summary>As a user of its own that may have <see cref="MostThreads"/> threads, in all its processes together.</summary>
    public const string Few = "few";

    /// <summary>As process 1 of a namespace that sees the /proc of the outer one.</summary>
    public const string Outside = "outside";

    /// <summary>In a control group of its own, <see cref="ControlGroup"/>.</summary>
    public const string Grouped = "grouped";

    /// <summary>With a disk of 256 KiB at <see cref="Disk"/>.</summary>
    public const string SmallDisk = "small disk";

    /// <summary>Where <see cref="SmallDisk"/> is mounted; nobody else sees it there.</summary>
    public const string Disk = "/mnt";

    /// <summary>The group of <see cref="Grouped"/>, where this machine has cgroup v2; whoever uses it removes it.</summary>
    public static readonly string ControlGroup = Path.Combine(OwnControlGroup.Find() ?? "/none", $"spin-{Environment.ProcessId}");

    public const int MostThreads = 150;

    /// <summary>The user of <see cref="Few"/>: of these tests alone, whoever else runs them on this machine.</summary>
    public static readonly string OneUser = (100_000 + Environment.ProcessId).ToString(System.Globalization.CultureInfo.InvariantCulture);

    public static string[] Line(string under) => under switch
    {
        Nobody => ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"],
        Few => ["prlimit", $"--nproc={MostThreads}", "setpriv", $"--reuid={OneUser}", $"--regid={OneUser}", "--clear-groups"],
        Outside => ["unshare", "-Urpf", "--kill-child"],
        Grouped => ["sh", "-c", $"mkdir -p '{ControlGroup}' && echo $$ > '{ControlGroup}/cgroup.procs' && exec \"$@\"", "sh"],
        SmallDisk => ["unshare", "-Urm", "sh", "-c", $"mount -t tmpfs -o size=256k,mode=700 spinner {Disk} && exec \"$@\"", "sh"],
        _ => ["unshare", "-Urpf", "--kill-child", "--mount-proc"],
    };
}
