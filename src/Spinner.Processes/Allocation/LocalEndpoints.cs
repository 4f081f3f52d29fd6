using System.Security.Cryptography;

namespace Spinner.Processes;

/// <summary>Endpoints of this machine: loopback ports, unix sockets and Windows pipes. Safe for concurrent use.</summary>
/// <remarks>All instances of a process share one table: two of them never grant the same port or path at a time.</remarks>
public sealed class LocalEndpoints : IEndpointSource
{
    private const string Loopback = "127.0.0.1";

    private readonly PortRange _range;
    private readonly RunDirectory _runDirectory;
    private readonly TimeProvider _clock;
    private readonly Lock _lock = new();
    private readonly HashSet<ChildEndpoint> _granted = [];

    /// <summary>Creates a source.</summary>
    /// <param name="range">Where fresh ports come from. Null: <see cref="PortRange.Default"/> without the part the system gives to outgoing connections.</param>
    /// <param name="runDirectory">Where fresh unix sockets live: created with mode 0700, and refused when it is not ours alone.
    /// Null: <c>$XDG_RUNTIME_DIR/spinner</c>, else <c>&lt;tmp&gt;/spinner-&lt;uid&gt;</c>.</param>
    /// <param name="clock">The time a released port cools down by, 60 s; null is the system's.</param>
    public LocalEndpoints(PortRange? range = null, string? runDirectory = null, TimeProvider? clock = null)
    {
        _range = range ?? EphemeralPorts.Exclude(PortRange.Default, EphemeralPorts.OfThisSystem());
        _runDirectory = new RunDirectory(runDirectory);
        _clock = clock ?? TimeProvider.System;
    }

    /// <summary>The range fresh ports come from.</summary>
    public PortRange Range => _range;

    /// <summary>The directory fresh unix sockets live in; it may not exist yet.</summary>
    public string RunDirectory => _runDirectory.Path;

    /// <inheritdoc/>
    public bool MayBlock => false;

    /// <inheritdoc/>
    /// <remarks>For TCP the host is <c>127.0.0.1</c>; the launch may answer on <c>::1</c> instead, the port is free on both.</remarks>
    public ChildEndpoint Grant(EndpointSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        var endpoint = Reserve(spec);
        lock (_lock) _granted.Add(endpoint);
        return endpoint;
    }

    /// <inheritdoc/>
    /// <remarks>An endpoint this source did not grant, or took back already, is left alone.</remarks>
    public void Release(ChildEndpoint endpoint)
    {
        ArgumentNullException.ThrowIfNull(endpoint);

        // The address that answered may differ in its host from the one that was granted.
        var granted = endpoint is TcpEndpoint { Port: var port } ? new TcpEndpoint(Loopback, port) : endpoint;
        lock (_lock)
        {
            if (!_granted.Remove(granted)) return;
        }

        HeldListeners.Shared.Close(granted);
        CancelReservation(granted);
    }

    private void CancelReservation(ChildEndpoint granted)
    {
        if (granted is TcpEndpoint tcp) PortTable.Shared.Release(tcp.Port, _clock);
        if (granted is UnixEndpoint unix) SocketTable.Shared.Release(unix.Path);
    }

    private ChildEndpoint Reserve(EndpointSpec spec) => spec switch
    {
        EndpointSpec.FreshTcp => new TcpEndpoint(Loopback, PortTable.Shared.Reserve(_range)),
        EndpointSpec.FixedPort { Number: var port } => FixedPort(port),
        EndpointSpec.FreshUnix => Socket(_runDirectory.NewSocketPath(), isPrivate: true),
        EndpointSpec.FixedPath { Value: var path } => FixedPath(path),
        EndpointSpec.FreshPipe => Pipe(),
        EndpointSpec.Nothing => ChildEndpoint.None,
        EndpointSpec.Held { Address: var address } => Hold(address),
        _ => throw new NoEndpointException($"Nothing here can grant an endpoint of kind {spec}."),
    };

    private ChildEndpoint Hold(EndpointSpec address)
    {
        if (address.HeldAddress is not null || address == EndpointSpec.Pipe)
            throw new NoEndpointException($"No listener can be held on {address}. Choose tcp, unix, a port or the path of a socket.");
        var endpoint = Reserve(address);
        try
        {
            HeldListeners.Shared.Open(endpoint);
            return endpoint;
        }
        catch
        {
            CancelReservation(endpoint);
            throw;
        }
    }

    private static TcpEndpoint FixedPort(int port)
    {
        PortTable.Shared.ReserveFixed(port);
        return new TcpEndpoint(Loopback, port);
    }

    private static UnixEndpoint FixedPath(string path)
    {
        SocketFile.RefuseBadPath(path);
        return Socket(Path.GetFullPath(path, Inherited.WorkingDirectory));
    }

    private static UnixEndpoint Socket(string path, bool isPrivate = false)
    {
        SocketTable.Shared.Reserve(path, isPrivate);
        return new UnixEndpoint(path);
    }

    private static PipeEndpoint Pipe() => OperatingSystem.IsWindows()
        ? new PipeEndpoint("spinner-" + RandomNumberGenerator.GetHexString(16, lowercase: true))
        : throw new NoEndpointException("Named pipes exist on Windows only. Choose unix or tcp.");
}
