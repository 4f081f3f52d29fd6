using Spinner.Actors.Remote.Access;
using Spinner.Actors.Remote.Tests.Nodes;
using Spinner.Actors.Remote.Sealing;

namespace Spinner.Actors.Remote.Tests.Access;

/// <summary>A peer that is let in and may only look tries to do what another may.</summary>
public class ForgerySpec
{
    private const int Limit = 180_000;

    [Fact(Timeout = Limit)]
    public async Task Showing_the_certificate_of_another_is_not_enough()
    {
        using var sees = Certificates.Own("sees");
        using var makes = Certificates.Own("makes");
        await using var server = CertificateSpec.ServerFor(("sees", sees, RemoteRole.Observe), ("makes", makes, RemoteRole.Define));
        await using var hostile = new HostileNode("hostile", o => CertificateSpec.AsClient(o, sees));
        hostile.Say(server, Forged.Of(new Hello(1, makes.RawData)));
        var challenge = await hostile.HearAsync<Challenge>();
        var seal = new SessionSeal(server.Address, challenge.Session, challenge.Nonce);
        hostile.Say(server, Forged.Of(new Proof(challenge.Session, seal.SignProof(sees))));
        Assert.Contains("not signed by the key", (await hostile.HearAsync<Refused>()).Detail, StringComparison.Ordinal);
        await Eventually.HoldsAsync(() => !server.Audited.IsEmpty, "the refusal is audited");
        Assert.Contains("makes", Assert.Single(server.Audited).Who, StringComparison.Ordinal);
    }

    [Fact(Timeout = Limit)]
    public async Task Speaking_in_the_session_of_another_is_not_enough()
    {
        using var sees = Certificates.Own("sees");
        using var makes = Certificates.Own("makes");
        await using var server = CertificateSpec.ServerFor(("sees", sees, RemoteRole.Observe), ("makes", makes, RemoteRole.Define));
        await using var honest = new HostileNode("honest", o => CertificateSpec.AsClient(o, makes));
        await using var hostile = new HostileNode("hostile", o => CertificateSpec.AsClient(o, sees));
        honest.Say(server, Forged.Of(new Hello(1, makes.RawData)));
        var challenge = await honest.HearAsync<Challenge>();
        var seal = new SessionSeal(server.Address, challenge.Session, challenge.Nonce);
        honest.Say(server, Forged.Of(new Proof(challenge.Session, seal.SignProof(makes))));
        await honest.HearAsync<Welcome>();

        // It knows everything that was ever sent, and all but the key.
        var start = WireCatalogue.Questions.Write(new Start("web"));
        hostile.Say(server, Forged.Of(new Call(challenge.Session, 1, "start-1", start, seal.SignCall(sees, 1, "start-1", start))));
        hostile.Say(server, Forged.Of(new Call(challenge.Session, 1, "start-1", start)));
        hostile.Say(server, Forged.Of(new Call(challenge.Session, 1, "start-1", start, seal.SignCall(makes, 2, "start-1", start))));
        hostile.Say(server, Forged.Of(new Call(challenge.Session, 1, "stop-1", start, seal.SignCall(makes, 1, "start-1", start))));
        await Eventually.HoldsAsync(
            () => server.Audited.Count(a => a.Outcome == "refused: the signature is wrong") == 4, "four are refused", Node.Limit);
        Assert.Empty(server.Launcher.Launches);

        honest.Say(server, Forged.Of(new Call(challenge.Session, 1, "start-1", start, seal.SignCall(makes, 1, "start-1", start))));
        await Eventually.HoldsAsync(() => server.Audited.Any(a => a is { Who: "makes", Command: "Start" }), "the fifth is not", Node.Limit);
    }

    [Theory]
    [InlineData("akka.ssl.tcp://other@127.0.0.1:1", "s", 0)]
    [InlineData("akka.ssl.tcp://server@127.0.0.1:1", "t", 0)]
    [InlineData("akka.ssl.tcp://server@127.0.0.1:1", "s", 1)]
    public void A_proof_is_for_one_session_of_one_server(string server, string session, byte nonce)
    {
        using var key = Certificates.OwnRsa("client");
        var seal = new SessionSeal("akka.ssl.tcp://server@127.0.0.1:1", "s", [0]);
        Assert.True(seal.IsProof(key, seal.SignProof(key)));
        Assert.False(seal.IsProof(key, new SessionSeal(server, session, [nonce]).SignProof(key)));
        Assert.False(seal.IsProof(key, seal.SignCall(key, 1, "ping-1", [])));
    }
}
