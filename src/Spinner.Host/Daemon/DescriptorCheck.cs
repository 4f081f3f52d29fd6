using Serilog;
using Spinner.Host.Settings;
using Spinner.Processes;

namespace Spinner.Host.Daemon;

/// <summary>Compares, once at the start, the descriptors there are with what the daemon and its children take.</summary>
static class DescriptorCheck
{
    // As measured: what the daemon has open for itself, and for one child with its connections.
    private const int Own = 250;
    private const int OfChild = 5;
    private const int Least = 256;

    /// <summary>With fewer it does not get as far as its first child.</summary>
    /// <exception cref="DaemonException">There are fewer.</exception>
    public static void Require()
    {
        if (Descriptors.Limit is var limit && limit < Least)
            throw new DaemonException(
                $"{limit} descriptors (ulimit -Hn, LimitNOFILE=) are too few: the daemon takes about {Own} itself and {OfChild} for each child. Allow at least {Least}.");
    }

    /// <summary>Warns when they are fewer than the declared children take.</summary>
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
