using System.Net.Sockets;
using Spinner.Actors;

namespace Spinner.Processes.Tests;

public sealed class LocalEndpointsSpec : IDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly LocalEndpoints _endpoints;

    public LocalEndpointsSpec() => _endpoints = new LocalEndpoints(runDirectory: _directory.PathOf("run"));

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Two_sources_never_grant_the_same_port()
    {
        var range = new PortRange(15000, 17999);
        LocalEndpoints[] sources = [new(range), new(new PortRange(15500, 18499))];
        var granted = await Task.WhenAll(sources.Select(s => Task.Run(() => Enumerable.Range(0, 500).Select(_ => s.Grant(EndpointSpec.Tcp)).ToList())));

        Assert.Equal(1000, granted.SelectMany(g => g).Distinct().Count());
        foreach (var (source, endpoints) in sources.Zip(granted)) endpoints.ForEach(source.Release);
    }

    [Fact]
    public void A_source_releases_only_what_it_granted_and_only_once()
    {
        var range = new PortRange(19100, 19199);
        var (one, other) = (new LocalEndpoints(range), new LocalEndpoints(range));
        var port = ((TcpEndpoint)one.Grant(EndpointSpec.Tcp)).Port;
        other.Release(new TcpEndpoint("127.0.0.1", port));
        Assert.Contains("another child", Assert.Throws<NoEndpointException>(() => other.Grant(EndpointSpec.Port(port))).Message, StringComparison.Ordinal);

        // It answered on the other family.
        one.Release(new TcpEndpoint("::1", port));
        one.Release(new TcpEndpoint("::1", port));
        Assert.Equal(new TcpEndpoint("127.0.0.1", port), other.Grant(EndpointSpec.Port(port)));
        other.Release(new TcpEndpoint("127.0.0.1", port));
    }

    [Fact]
    public void A_socket_file_is_gone_after_release()
    {
        var socket = (UnixEndpoint)_endpoints.Grant(EndpointSpec.Unix);
        Assert.Equal(_endpoints.RunDirectory, Path.GetDirectoryName(socket.Path));
        Assert.NotEqual(socket, _endpoints.Grant(EndpointSpec.Unix));
        Listen(socket.Path, leaveFile: true);
        Assert.True(File.Exists(socket.Path));

        _endpoints.Release(socket);
        Assert.False(File.Exists(socket.Path));
        _endpoints.Release(socket);
    }

    [Fact]
    public void A_stale_socket_on_a_fixed_path_gives_way()
    {
        var path = _directory.PathOf("web.sock");
        Listen(path, leaveFile: true);
        Assert.Equal(new UnixEndpoint(path), _endpoints.Grant(EndpointSpec.Path(path)));
        Assert.False(File.Exists(path));
        Refused(path, "already given to another child");

        Listen(path, leaveFile: true);
        _endpoints.Release(new UnixEndpoint(path));
        Assert.False(File.Exists(path));
        _endpoints.Release(_endpoints.Grant(EndpointSpec.Path(path)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_fixed_path_somebody_lives_on_is_refused(bool listens)
    {
        var path = _directory.PathOf("web.sock");
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(path));
        if (listens) socket.Listen();
        Refused(path, listens ? $"already in use by pid {Environment.ProcessId} (" : "already in use by another program");
        Assert.True(File.Exists(path));
    }

    [Fact]
    public void What_is_no_socket_is_never_deleted()
    {
        var path = _directory.PathOf("precious");
        File.WriteAllText(path, "1");
        Refused(path, "is not a socket");
        Assert.True(File.Exists(path));

        Refused(_directory.Path, "is not a socket");
        File.CreateSymbolicLink(_directory.PathOf("link"), "precious");
        Refused(_directory.PathOf("link"), "is not a socket");
        Assert.True(File.Exists(path));
    }

    [Fact]
    public void Something_else_put_there_meanwhile_survives_the_release()
    {
        var path = _directory.PathOf("web.sock");
        var granted = _endpoints.Grant(EndpointSpec.Path(path));
        File.WriteAllText(path, "1");
        _endpoints.Release(granted);
        Assert.True(File.Exists(path));
    }

    [Fact]
    public void Bad_paths_are_refused()
    {
        Refused("web.sock", "not absolute");
        Refused(_directory.PathOf("absent", "web.sock"), "directory of the socket path");
        Refused(_directory.PathOf(new string('x', 100)), "more than the 107");
    }

    [Fact]
    public void A_pipe_needs_Windows()
    {
        if (OperatingSystem.IsWindows()) Assert.IsType<PipeEndpoint>(_endpoints.Grant(EndpointSpec.Pipe));
        else Assert.Contains("Windows only", Assert.Throws<NoEndpointException>(() => _endpoints.Grant(EndpointSpec.Pipe)).Message, StringComparison.Ordinal);
    }

    private void Refused(string path, string because) =>
        Assert.Contains(because, Assert.Throws<NoEndpointException>(() => _endpoints.Grant(EndpointSpec.Path(path))).Message, StringComparison.Ordinal);

    // .NET removes the file of a listener it disposes; a killed process does not. Renaming it away and back is what hides it from .NET.
    private static void Listen(string path, bool leaveFile)
    {
        using (var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
        {
            socket.Bind(new UnixDomainSocketEndPoint(path));
            socket.Listen();
            if (leaveFile) File.Move(path, path + ".kept");
        }

        if (leaveFile) File.Move(path + ".kept", path);
    }
}
