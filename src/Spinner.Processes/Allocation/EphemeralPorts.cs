using System.Globalization;

namespace Spinner.Processes;

/// <summary>The ports the system itself gives to outgoing connections. Stateless.</summary>
internal static class EphemeralPorts
{
    // Less than this is no range to hand out fresh ports from; then a collision now and then, which a retry heals, is the smaller evil.
    private const int Enough = 1000;

    /// <summary>The system's range; null where it cannot be read.</summary>
    internal static PortRange? OfThisSystem()
    {
        try
        {
            var numbers = File.ReadAllText("/proc/sys/net/ipv4/ip_local_port_range").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            return new PortRange(int.Parse(numbers[0], CultureInfo.InvariantCulture), int.Parse(numbers[1], CultureInfo.InvariantCulture));
        }
        catch (Exception hidden) when (hidden is IOException or UnauthorizedAccessException or FormatException or IndexOutOfRangeException or ArgumentException)
        {
            // macOS, Windows, or a sandbox: nothing to keep clear of.
            return null;
        }
    }

    /// <summary>The larger part of <paramref name="range"/> that lies outside <paramref name="ephemeral"/>; all of it when too little does.</summary>
    internal static PortRange Exclude(PortRange range, PortRange? ephemeral)
    {
        if (ephemeral is null || ephemeral.Last < range.First || ephemeral.First > range.Last) return range;
        var below = ephemeral.First - range.First;
        var above = range.Last - ephemeral.Last;
        if (Math.Max(below, above) < Enough) return range;
        return below >= above ? new PortRange(range.First, ephemeral.First - 1) : new PortRange(ephemeral.Last + 1, range.Last);
    }
}
