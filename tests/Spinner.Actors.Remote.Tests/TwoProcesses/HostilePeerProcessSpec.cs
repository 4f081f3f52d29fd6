using Spinner.Actors.Remote.Access;
using Spinner.Actors.Remote.Tests.Nodes;
using Spinner.Remote.Peer;

namespace Spinner.Actors.Remote.Tests.TwoProcesses;

/// <summary>What a peer can say beside the protocol to a server in another process; the hostile node is in this one.</summary>
public class HostilePeerProcessSpec : TwoProcessSpecs
{
    [Fact(Timeout = Limit)]
    public async Task A_polymorphic_payload_makes_no_object_there()
    {
        await using var server = await PeerProcess.ServeAsync(Settings());
        await using var hostile = new HostileNode("hostile");
        hostile.Say(server.Address, new Gadget());
        hostile.SayTo(server.Address, AccessGate.Path, new Gadget());
        hostile.SayTo(server.Address, "/user/spinner", new StartChild("evil", new ChildOptions { Command = "sh" }));
        await server.HeardAsync("polymorphic JSON", times: 3);
        await StillServesAsync(server);
        Assert.Empty(server.Lines("gadget made"));
    }

    [Fact(Timeout = Limit)]
    public async Task Inner_actors_there_cannot_be_killed_stopped_identified_or_added_to()
    {
        await using var server = await PeerProcess.ServeAsync(Settings());
        var pid = await StillServesAsync(server);
        await using var hostile = new HostileNode("hostile");
        foreach (var path in new[] { "/user/spinner", "/user/spinner/child-1", "/user/spinner/child-1/launch-1", AccessGate.Path, "/user" })
            hostile.Attack(server.Address, path);
        hostile.Deploy(server.Address);
        await server.HeardAsync("a message of Akka's own", times: 5);
        await server.HeardAsync("a system message");
        Assert.Equal(pid, await StillServesAsync(server));
        Assert.True(ProcFacts.IsAlive(pid));
        Assert.Empty(server.Lines("gadget made"));
    }

    [Fact(Timeout = Limit)]
    public async Task A_message_of_64_MB_costs_its_sender_the_connection_and_nobody_else()
    {
        await using var server = await PeerProcess.ServeAsync(Settings());
        await using var client = await PeerProcess.ControlAsync(Settings(), server.Address);
        var pid = await client.DoAsync("start web");
        await using var hostile = new HostileNode("hostile");
        hostile.Say(server.Address, new Forged("hello-1", new byte[64 * 1024 * 1024]));
        await StillServesAsync(server);
        Assert.Equal("web", await client.DoAsync("list"));
        Assert.Equal(pid, $"pid {await StillServesAsync(server)}");
    }

    [Fact(Timeout = Limit)]
    public async Task A_client_that_may_operate_cannot_define()
    {
        await using var server = await PeerProcess.ServeAsync(Settings());
        await using var client = await PeerProcess.ControlAsync(Settings(), server.Address);
        var outcome = await client.DoAsync("define evil");
        Assert.StartsWith("RemoteSpinnerException", outcome, StringComparison.Ordinal);
        Assert.Contains("needs Define", outcome, StringComparison.Ordinal);
        await server.HeardAsync("audit loopback Operate Start evil: denied");
        Assert.Equal("web", await client.DoAsync("list"));
    }

    private static Task<int> StillServesAsync(PeerProcess server) => AskAsync(server.Address, async remote => (await remote.StartAsync("web")).Pid);
}
