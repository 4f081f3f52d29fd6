using System.Net.Sockets;
using System.Security.Cryptography;

namespace Spinner.Processes;

/// <summary>Which ports of this machine are given to launches of this process. Safe for concurrent use.</summary>
/// <remarks>Nothing is held open, so that a child without SO_REUSEADDR can bind; the table is what keeps two launches apart.</remarks>
internal sealed class PortTable
{
    /// <summary>How long a port rests after a launch, so that late connections of the last one do not reach the next.</summary>
    internal static readonly TimeSpan CoolDown = TimeSpan.FromSeconds(60);

    private readonly Lock _lock = new();
    private readonly HashSet<int> _reserved = [];
    private readonly Dictionary<int, (TimeProvider Clock, long Since)> _cooling = [];
    private readonly Dictionary<PortRange, int> _cursors = [];

    // A port once asked for by number is never handed out as a fresh one: its child would find it taken at its next start.
    private readonly HashSet<int> _fixed = [];

    /// <summary>The one of this process: ports are the machine's, whoever in this process hands them out.</summary>
    internal static PortTable Shared { get; } = new();

    /// <summary>Reserves the next free port of a range.</summary>
    /// <exception cref="NoEndpointException">None is free.</exception>
    internal int Reserve(PortRange range)
    {
        lock (_lock)
        {
            var (reserved, cooling, foreign) = (0, 0, 0);
            for (var tried = 0; tried < range.Count; tried++)
            {
                var port = Next(range);
                if (_reserved.Contains(port) || _fixed.Contains(port)) reserved++;
                else if (IsCooling(port)) cooling++;
                else if (!PortProbe.IsUnused(port)) foreign++;
                else
                {
                    _reserved.Add(port);
                    return port;
                }
            }

            throw new NoEndpointException($"No port of {range} is free: {reserved} in use by children, {cooling} cooling down for up to "
                + $"{CoolDown.TotalSeconds:0} s, {foreign} held by other programs. Choose a wider port range.");
        }
    }

    /// <summary>Reserves one port by number.</summary>
    /// <exception cref="NoEndpointException">It is no port, another child has it, or somebody listens there.</exception>
    internal void ReserveFixed(int port)
    {
        if (port is < 1 or > 65535) throw new NoEndpointException($"Port {port} does not exist; a port is 1 to 65535.");
        lock (_lock)
        {
            if (!_reserved.Add(port)) throw new NoEndpointException($"Port {port} is already given to another child.");
        }

        try
        {
            RefuseListener(port);
        }
        catch
        {
            lock (_lock) _reserved.Remove(port);
            throw;
        }

        lock (_lock) _fixed.Add(port);
    }

    /// <summary>Takes a port back; one of a range then cools down by <paramref name="clock"/>, a fixed one does not. A port that is not reserved is left alone.</summary>
    internal void Release(int port, TimeProvider clock)
    {
        lock (_lock)
        {
            if (_reserved.Remove(port) && !_fixed.Contains(port)) _cooling[port] = (clock, clock.GetTimestamp());
        }
    }

    private static void RefuseListener(int port)
    {
        var answer = PortProbe.AsServer(port);
        if (answer == SocketError.Success) return;
        var owner = ListenerLookup.OwnerOf(new TcpEndpoint("127.0.0.1", port)) ?? ListenerLookup.OwnerOf(new TcpEndpoint("::1", port));

        // A port below 1024 may be closed to us and open to the child, which may have the capability by its file.
        if (owner is null && answer == SocketError.AccessDenied) return;
        throw new NoEndpointException($"Port {port} is already in use by {owner?.ToString() ?? "another program"}.");
    }

    private int Next(PortRange range)
    {
        var port = _cursors.TryGetValue(range, out var last) ? last + 1 : RandomNumberGenerator.GetInt32(range.First, range.Last + 1);
        if (port > range.Last) port = range.First;
        return _cursors[range] = port;
    }

    private bool IsCooling(int port)
    {
        if (!_cooling.TryGetValue(port, out var cooling)) return false;
        if (cooling.Clock.GetElapsedTime(cooling.Since) < CoolDown) return true;
        _cooling.Remove(port);
        return false;
    }
}
