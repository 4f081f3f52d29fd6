using System.Diagnostics;

namespace Spinner.Processes.Tests;

/// <summary>Exchanges a link as Kubernetes does: a new one is made beside it and renamed over it, so that there is one at every moment.</summary>
internal static class LinkSwap
{
    public static void To(string link, string target)
    {
        File.CreateSymbolicLink(link + "_tmp", target);
        // .NET moves a link to a directory only as if it were that directory.
        using var rename = Process.Start("mv", ["-T", link + "_tmp", link]);
        Assert.True(rename.WaitForExit(TimeSpan.FromSeconds(30)));
        Assert.Equal(0, rename.ExitCode);
    }
}
