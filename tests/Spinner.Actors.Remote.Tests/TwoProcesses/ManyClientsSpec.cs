namespace Spinner.Actors.Remote.Tests.TwoProcesses;

/// <summary>
/// Two hundred clients, each with a session of its own: four processes with five actor systems, hence five connections, and ten clients in each of
/// these. Two hundred processes would measure nothing but the machine.
/// </summary>
public class ManyClientsSpec : TwoProcessSpecs
{
    private const int Processes = 4;
    private const int Systems = 5;
    private const int Clients = 10;

    [Fact(Timeout = Limit)]
    public async Task Two_hundred_clients_that_start_the_same_child_at_once_get_one_process()
    {
        await using var server = await PeerProcess.ServeAsync(Settings());
        var peers = new List<PeerProcess>();
        try
        {
            for (var i = 0; i < Processes; i++) peers.Add(await PeerProcess.ControlAsync(Settings(), server.Address, Systems, Clients));
            var pids = await Task.WhenAll(peers.Select(p => p.DoAsync("start web", Systems * Clients)));
            Assert.Single(pids.Select(Pid).Distinct());
            await server.HeardAsync("audit loopback Operate Start web: ready", Processes * Systems * Clients);
            Assert.Equal(1, await AskAsync(server.Address, async remote => (await remote.GetAsync("web"))!.Launches));
        }
        finally
        {
            foreach (var peer in peers) await peer.DisposeAsync();
        }
    }
}
