using Spinner.Actors.Remote.Access;
using Spinner.Actors.Remote.Tests.Nodes;
using Spinner.Actors.Remote.Sealing;

namespace Spinner.Actors.Remote.Tests.Access;

/// <summary>Clients that introduce themselves over and over, because the answer is late or because they are hostile: one session each.</summary>
public class IntroductionSpec
{
    private const int Limit = 120_000;

    [Fact(Timeout = Limit)]
    public async Task A_client_that_asks_again_before_it_is_answered_gets_the_same_session()
    {
        await using var server = new Node("server", o => o with { MaxSessions = 1 }).Serve();
        await using var client = new HostileNode("client");
        for (var i = 0; i < 5; i++) client.Say(server, Forged.Of(new Hello(1)));
        var session = (await client.HearAsync<Welcome>()).Session;
        for (var i = 0; i < 4; i++) Assert.Equal(session, (await client.HearAsync<Welcome>()).Session);
        client.Say(server, Ping(session, 1));
        Assert.Equal(session, (await client.HearAsync<Answer>()).Session);
    }

    [Fact(Timeout = Limit)]
    public async Task A_client_that_has_called_and_asks_again_gets_another_session_in_place_of_its_own()
    {
        await using var server = new Node("server", o => o with { MaxSessions = 2 }).Serve();
        await using var client = new HostileNode("client");
        client.Say(server, Forged.Of(new Hello(1)));
        var former = (await client.HearAsync<Welcome>()).Session;
        for (var i = 0; i < 5; i++)
        {
            client.Say(server, Ping(former, 1));
            await client.HearAsync<Answer>();
            client.Say(server, Forged.Of(new Hello(1)));
            var next = (await client.HearAsync<Welcome>()).Session;
            Assert.NotEqual(former, next);
            await RemoteCalls.UntilAsync(() => IsGoneAsync(former));
            former = next;
        }

        async Task<bool> IsGoneAsync(string session)
        {
            client.Say(server, Ping(session, 2));
            client.Say(server, Ping("nobody's", 1));
            return (await client.HearAsync<Gone>()).Session == session;
        }
    }

    [Fact(Timeout = Limit)]
    public async Task A_certificate_that_is_shown_again_is_challenged_as_before_and_ends_no_session_before_its_proof()
    {
        using var key = Certificates.Own("client");
        await using var server = CertificateSpec.ServerFor(("client", key, RemoteRole.Operate));
        await using var client = new HostileNode("client", o => CertificateSpec.AsClient(o, key));
        for (var i = 0; i < 3; i++) client.Say(server, Forged.Of(new Hello(1, key.RawData)));
        var challenge = await client.HearAsync<Challenge>();
        for (var i = 0; i < 2; i++) Assert.Equal(challenge.Session, (await client.HearAsync<Challenge>()).Session);
        var seal = new SessionSeal(server.Address, challenge.Session, challenge.Nonce);
        for (var i = 0; i < 2; i++) client.Say(server, Forged.Of(new Proof(challenge.Session, seal.SignProof(key))));
        Assert.Equal(challenge.Session, (await client.HearAsync<Welcome>()).Session);
        client.Say(server, Forged.Of(new Hello(1, key.RawData)));
        Assert.Equal(challenge.Session, (await client.HearAsync<Welcome>()).Session); // it has not called yet
        client.Say(server, Signed(1));
        await client.HearAsync<Answer>();

        client.Say(server, Forged.Of(new Hello(1, key.RawData)));
        var next = await client.HearAsync<Challenge>();
        Assert.NotEqual(challenge.Session, next.Session);
        client.Say(server, Signed(2)); // a claim ends nothing
        Assert.Equal(challenge.Session, (await client.HearAsync<Answer>()).Session);
        client.Say(server, Forged.Of(new Proof(next.Session, new SessionSeal(server.Address, next.Session, next.Nonce).SignProof(key))));
        Assert.Equal(next.Session, (await client.HearAsync<Welcome>()).Session);

        Forged Signed(long number) =>
            Forged.Of(new Call(challenge.Session, number, "ping-1", "{}"u8.ToArray(), seal.SignCall(key, number, "ping-1", "{}"u8.ToArray())));
    }

    private static Forged Ping(string session, long number) => Forged.Of(new Call(session, number, "ping-1", "{}"u8.ToArray()));
}
