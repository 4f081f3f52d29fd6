using System.Net.NetworkInformation;
using Akka.Actor;
using Akka.Configuration;
using Spinner.Actors.Remote.Configuration;
using Spinner.Actors.Remote.Tests.Nodes;

namespace Spinner.Actors.Remote.Tests.Settings;

/// <summary>Where systems listen: a server where it is told, and it alone; a client where it disturbs nobody.</summary>
public class ClientSetupSpec
{
    private const int Limit = 120_000;

    [Fact(Timeout = Limit)]
    public async Task Clients_and_a_server_of_one_machine_share_a_block()
    {
        var port = Dummy.FreeTcp().Port;
        var block = ConfigurationFactory.ParseString(
            $"spinner.remote {{ port = {port}, public-hostname = localhost, public-port = {port} }}\nakka {{ stdout-loglevel = OFF, loggers = [] }}");
        var server = ActorSystem.Create("node", SpinnerRemote.Setup(null, block));
        var systems = Enumerable.Range(0, 2).Select(_ => ActorSystem.Create("node", SpinnerRemote.ClientSetup(null, block))).ToList();
        try
        {
            server.ServeSpinner(server.CreateSpinner());
            Assert.Single(IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners(), l => l.Port == port);
            foreach (var remote in systems.Select(s => s.ConnectSpinner($"akka.tcp://node@localhost:{port}")).ToList())
                for (var i = 0; i < 2; i++) Assert.Empty(await remote.ListAsync());
            Assert.Equal(2, systems.Select(s => ((ExtendedActorSystem)s).Provider.DefaultAddress).Distinct().Count());
        }
        finally
        {
            foreach (var system in systems.Append(server)) await system.Terminate();
        }
    }

    [Fact(Timeout = Limit)]
    public async Task A_second_server_on_a_port_does_not_start()
    {
        var port = Dummy.FreeTcp().Port;
        await using var first = new Node("server", o => o with { Port = port });
        var second = Assert.ThrowsAny<Exception>(() => new Node("server", o => o with { Port = port }));
        Assert.Contains("Address already in use", second.ToString(), StringComparison.Ordinal);
    }

    [Fact(Timeout = Limit)]
    public async Task What_code_says_wins()
    {
        var port = Dummy.FreeTcp().Port;
        await using var client = new Node("client", o => o with { Port = port, PublicHostname = "here" }, client: true);
        Assert.EndsWith($"@here:{port}", client.Address, StringComparison.Ordinal);
        var settings = RemoteSettings.Read(Config.Empty, new SpinnerRemoteOptions { Hostname = "localhost" }, isClient: true).Options;
        Assert.Equal(("localhost", "localhost", 0), (settings.Hostname, settings.PublicHostname, settings.Port));
    }

    [Fact(Timeout = Limit)]
    public async Task A_client_cannot_serve()
    {
        await using var client = new Node("client", client: true);
        await using var spinner = client.System.CreateSpinner();
        Assert.Contains("SpinnerRemote.Setup", Assert.Throws<InvalidOperationException>(() => client.System.ServeSpinner(spinner)).Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = Limit)]
    public async Task A_client_nobody_can_reach_comes_back_after_a_cut()
    {
        using var cable = new Cable();
        await using var server = Node.Behind(cable, lostAfter: TimeSpan.FromSeconds(3)).Serve();
        await using var client = new Node("client", o => o with { LostAfter = TimeSpan.FromSeconds(3) }, client: true);
        var remote = client.Connect(server);
        await using var lease = await remote.LeaseAsync("web");
        cable.Cut();
        await Eventually.HoldsAsync(() => client.Logged.Any(l => l.Contains("Lost", StringComparison.Ordinal)), "the client notices", Node.Limit);
        cable.Mend();
        Assert.Equal(lease.Ready.Pid, (await remote.StartAsync("web")).Pid);
        await RemoteCalls.UntilAsync(async () => await HoldersAsync() == 1);
        await lease.DisposeAsync();
        Assert.Equal(0, await HoldersAsync());

        async Task<int> HoldersAsync() => (await server.Spinner.GetAsync("web"))!.AliveBecause!.Leases.Count;
    }
}
