using System.Net.Sockets;
using Spinner.Actors;

namespace Spinner.Processes.Tests.Endpoints;

public sealed class HeldListenersSpec : IDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly HeldListeners _held = new();
    private readonly UnixEndpoint _endpoint;

    public HeldListenersSpec()
    {
        _endpoint = new UnixEndpoint(_directory.PathOf("run", "a.sock"));
        PrivateDirectory.Ensure(_directory.PathOf("run"), Privacy.Closed);
        _held.Open(_endpoint);
    }

    public void Dispose()
    {
        _held.Close(_endpoint);
        _directory.Dispose();
    }

    [Fact]
    public void Its_file_goes_with_it()
    {
        _held.Close(_endpoint);
        Assert.False(File.Exists(_endpoint.Path));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task One_that_was_swept_is_bound_anew(bool withItsDirectory)
    {
        if (withItsDirectory) Directory.Delete(_directory.PathOf("run"), recursive: true);
        else File.Delete(_endpoint.Path);
        Assert.True(_held.IsSwept(_endpoint));
        Assert.NotNull(_held.Find(_endpoint));
        Assert.False(_held.IsSwept(_endpoint));
        await using var stream = await _endpoint.ConnectAsync();
    }

    [Fact]
    public void Anothers_file_is_never_removed()
    {
        File.Delete(_endpoint.Path);
        using var stranger = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        stranger.Bind(new UnixDomainSocketEndPoint(_endpoint.Path));
        stranger.Listen();
        Assert.Throws<NoEndpointException>(() => _held.Find(_endpoint));
        _held.Close(_endpoint);
        Assert.True(File.Exists(_endpoint.Path));
    }
}
