using Serilog;
using Spinner.Processes;

namespace Spinner.Host.Daemon;

/// <summary>Tells, once at the start, that there are fewer descriptors than the declared children take.</summary>
static class DescriptorCheck
{
    // As measured: what the daemon has open for itself, and for one child with its connections.
    private const int Own = 250;
    private const int OfChild = 5;

    /// <param name="log">Is told.</param>
    /// <param name="declared">How many children there are.</param>
    public static void WarnIfShort(ILogger log, int declared)
    {
        // Only the hard limit counts: .NET raises its own to it.
        var limit = Descriptors.Limit;
        var most = Math.Max(0, (limit - Own - Descriptors.Reserve) / OfChild);
        if (declared > most)
            log.Warning(
                "{Limit} descriptors (ulimit -Hn, LimitNOFILE=) are enough for about {Most} children at a time, and {Declared} are declared",
                limit, most, declared);
    }
}
