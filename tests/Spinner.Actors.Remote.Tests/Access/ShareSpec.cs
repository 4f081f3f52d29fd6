using Spinner.Actors.Remote.Access;
using Spinner.Actors.Remote.Tests.Nodes;
using Spinner.Actors.Remote.Sealing;

namespace Spinner.Actors.Remote.Tests.Access;

/// <summary>One peer that takes all the sessions it can get leaves some to others.</summary>
public class ShareSpec
{
    private const int Limit = 120_000;

    [Fact(Timeout = Limit)]
    public async Task A_node_has_a_quarter_of_the_sessions_and_another_is_still_served()
    {
        await using var server = new Node("server", o => o with { MaxSessions = 8 }).Serve();
        await using var greedy = new HostileNode("greedy");
        await using var second = new HostileNode("second");
        for (var i = 0; i < 8; i++) greedy.SayAs($"client-{i}", server, Forged.Of(new Hello(1)));
        // Each client hears its answer when it likes.
        var answers = new List<IEnvelope>();
        for (var i = 0; i < 8; i++) answers.Add(await greedy.HearAsync<IEnvelope>());
        Assert.Equal(2, answers.OfType<Welcome>().Count());
        Assert.All(answers.OfType<Refused>(), refused => Assert.Contains("a quarter of max-sessions", refused.Detail, StringComparison.Ordinal));

        second.Say(server, Forged.Of(new Hello(1)));

        await second.HearAsync<Welcome>();
    }

    [Fact(Timeout = Limit)]
    public async Task A_certificate_has_a_quarter_of_the_sessions_from_whichever_client()
    {
        using var key = Certificates.Own("client");
        await using var server = CertificateSpec.ServerFor(4, ("client", key, RemoteRole.Observe));
        await using var client = new HostileNode("client", o => CertificateSpec.AsClient(o, key));
        foreach (var name in new[] { "first", "second" })
        {
            client.SayAs(name, server, Forged.Of(new Hello(1, key.RawData)));
            var challenge = await client.HearAsync<Challenge>();
            var seal = new SessionSeal(server.Address, challenge.Session, challenge.Nonce);
            client.SayAs(name, server, Forged.Of(new Proof(challenge.Session, seal.SignProof(key))));
            if (name == "first") await client.HearAsync<Welcome>();
            else Assert.Contains("client has 1 sessions already", (await client.HearAsync<Refused>()).Detail, StringComparison.Ordinal);
        }
    }
}
