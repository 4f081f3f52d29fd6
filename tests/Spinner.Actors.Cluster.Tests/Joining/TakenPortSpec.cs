using System.Net;
using System.Net.Sockets;
using Akka.Actor;
using Spinner.Actors.TestKit;

namespace Spinner.Actors.Cluster.Tests.Joining;

/// <summary>A node that cannot listen leaves nothing behind.</summary>
public sealed class TakenPortSpec : IDisposable
{
    private readonly ActorSystem _system = ActorSystem.Create("app", "akka.loggers = []\nakka.stdout-loglevel = OFF");
    private readonly TempDirectory _directory = new();

    public void Dispose()
    {
        _system.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public async Task Who_cannot_listen_is_told_where_and_has_no_watchdog_and_no_spinner()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        var options = new ClusterOptions { Port = port, Seeds = ["127.0.0.1:1"] };
        var spinner = new SpinnerOptions { Launcher = new FakeLauncher(), Endpoints = new FakeEndpoints(), RunDirectory = _directory.PathOf("run") };

        var refused = Assert.Throws<IOException>(() => _system.JoinSpinnerCluster(options, spinner));

        Assert.Contains($"This node cannot listen on 127.0.0.1:{port}", refused.Message, StringComparison.Ordinal);
        await Eventually.HoldsAsync(() => Directory.GetDirectories(_directory.PathOf("run")).Length == 0, "the watchdog is gone");
        taken.Stop();
        await using var cluster = _system.JoinSpinnerCluster(options, spinner);
        Assert.Equal("spinner", cluster.Local.Name);
    }
}
