using System.Text;
using Spinner.Actors.Remote.Access;
using Spinner.Actors.Remote.Tests.Nodes;
using Spinner.Remote.Peer;

namespace Spinner.Actors.Remote.Tests.Survival;

/// <summary>What a peer that may connect can say beside the protocol. Nothing of it does anything, and the rest goes on.</summary>
public class HostilePeerSpec
{
    private const int Limit = 120_000;

    [Fact(Timeout = Limit)]
    public async Task A_polymorphic_payload_makes_no_object()
    {
        await using var server = new Node("server").Serve();
        await using var hostile = new HostileNode("hostile");
        Gadget.Made = 0;
        hostile.Say(server, new Gadget());
        hostile.SayTo(server.Address, AccessGate.Path, new Gadget());
        hostile.SayTo(server.Address, "/user/spinner", new Gadget());
        await RefusedAsync(server, "polymorphic JSON", 3);
        Assert.Equal(3, Gadget.Made); // by the hostile node itself
        await StillServesAsync(server);
    }

    [Fact(Timeout = Limit)]
    public async Task Commands_told_to_the_manager_do_not_arrive()
    {
        await using var server = new Node("server").Serve();
        await using var hostile = new HostileNode("hostile");
        hostile.SayTo(server.Address, "/user/spinner", new StartChild("evil", new ChildOptions { Command = "sh" }));
        await RefusedAsync(server, "polymorphic JSON", 1);
        Assert.Empty(server.Launcher.Launches);
        await StillServesAsync(server);
    }

    [Fact(Timeout = Limit)]
    public async Task Inner_actors_cannot_be_killed_stopped_or_identified()
    {
        await using var server = new Node("server").Serve();
        await using var hostile = new HostileNode("hostile");
        var before = await server.Spinner.StartAsync("web");
        foreach (var path in new[] { "/user/spinner", "/user/spinner/child-1", "/user/spinner/child-1/launch-1", AccessGate.Path, "/user" })
            hostile.Attack(server.Address, path);

        await RefusedAsync(server, "a message of Akka's own", 5);
        await RefusedAsync(server, "a system message", 1);
        Assert.Equal(before.Pid, (await server.Spinner.StartAsync("web")).Pid);
        await StillServesAsync(server);
    }

    [Fact(Timeout = Limit)]
    public async Task Actors_cannot_be_deployed_here()
    {
        await using var server = new Node("server").Serve();
        await using var hostile = new HostileNode("hostile");
        Gadget.Made = 0;
        hostile.Deploy(server.Address);
        await Eventually.HoldsAsync(() => server.Logged.Any(l => l.Contains("Refused", StringComparison.Ordinal)), "the server refuses", Node.Limit);
        await StillServesAsync(server);
        Assert.Equal(0, Gadget.Made);
    }

    [Fact(Timeout = Limit)]
    public async Task A_message_of_64_MB_costs_its_sender_the_connection_and_nobody_else()
    {
        await using var server = new Node("server").Serve();
        await using var client = new Node("client");
        var remote = client.Connect(server);
        await remote.StartAsync("web");
        await using var hostile = new HostileNode("hostile");
        hostile.Say(server, new Forged("hello-1", new byte[64 * 1024 * 1024]));
        Assert.Equal(ChildState.Started, (await remote.GetAsync("web"))!.State);
        await StillServesAsync(server);
    }

    [Fact(Timeout = Limit)]
    public async Task Messages_of_a_newer_protocol_are_understood_or_refused_by_name()
    {
        await using var server = new Node("server").Serve();
        await using var newer = new HostileNode("newer");
        newer.Say(server, new Forged("hello-2", "{\"greeting\":\"hi\"}"u8.ToArray()));
        newer.Say(server, new Forged("hello-1", "{\"version\":1,\"colour\":{\"of\":\"tomorrow\"}}"u8.ToArray()));
        var welcome = await newer.HearAsync<Welcome>();
        await Eventually.HoldsAsync(
            () => server.Logged.Any(l => l.Contains("Unknown message \"hello-2\"", StringComparison.Ordinal)),
            "the manifest is refused by name", Node.Limit);

        newer.Say(server, Forged.Of(new Call(welcome.Session, 1, "get-2", "{}"u8.ToArray())));
        var failed = (Failed)Read(await newer.HearAsync<Answer>());
        Assert.Equal(RemoteFailure.Malformed, failed.Because);
        Assert.StartsWith("Unknown question \"get-2\"", failed.Detail, StringComparison.Ordinal);

        newer.Say(server, Forged.Of(new Call(welcome.Session, 2, "get-1", Encoding.UTF8.GetBytes("{\"name\":\"web\",\"depth\":3}"))));
        Assert.Equal("web", ((ChildInfo)Read(await newer.HearAsync<Answer>())).Name);
        newer.Say(server, Forged.Of(new Hello(99)));
        Assert.Contains("version 99", (await newer.HearAsync<Refused>()).Detail, StringComparison.Ordinal);
        await StillServesAsync(server);
    }

    [Fact(Timeout = Limit)]
    public async Task A_call_that_comes_again_is_dropped()
    {
        await using var server = new Node("server").Serve();
        await using var hostile = new HostileNode("hostile");
        hostile.Say(server, Forged.Of(new Hello(1)));
        var session = (await hostile.HearAsync<Welcome>()).Session;
        var start = Forged.Of(new Call(session, 5, "start-1", WireCatalogue.Questions.Write(new Start("web"))));
        hostile.Say(server, start);
        hostile.Say(server, start);
        hostile.Say(server, Forged.Of(new Call(session, 6, "ping-1", "{}"u8.ToArray())));
        Answer answer;
        do answer = await hostile.HearAsync<Answer>();
        while (Read(answer) is not Pong);
        await Eventually.HoldsAsync(() => !server.Audited.IsEmpty, "the start is audited", Node.Limit);
        Assert.Single(server.Audited);
        hostile.Say(server, Forged.Of(new Call("nowhere", 1, "ping-1", "{}"u8.ToArray())));
        Assert.Equal("nowhere", (await hostile.HearAsync<Gone>()).Session);
    }

    private static object Read(Answer answer) => WireCatalogue.Answers.Read(answer.Kind, answer.Body);

    private static Task RefusedAsync(Node server, string what, int times) => Eventually.HoldsAsync(
        () => server.Logged.Count(l => l.Contains("Refused", StringComparison.Ordinal) && l.Contains(what, StringComparison.Ordinal)) >= times,
        $"{what} was refused {times} times", Node.Limit);

    private static async Task StillServesAsync(Node server)
    {
        await using var client = new Node("witness");
        Assert.True((await client.Connect(server).StartAsync("web")).Pid > 0);
    }
}
