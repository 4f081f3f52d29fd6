using System.Security.Cryptography;
using Akka.Configuration;
using Spinner.Actors.Remote.Access;
using Spinner.Actors.Remote.Configuration;
using Spinner.Actors.Remote.Tests.Nodes;

namespace Spinner.Actors.Remote.Tests.Settings;

/// <summary>Thumbprints as tools print them mean the same certificate.</summary>
public class ThumbprintSpec
{
    [Theory]
    [InlineData(":", false)]
    [InlineData(" ", true)]
    [InlineData("-", true)]
    [InlineData("", true)]
    public void What_stands_between_the_digits_does_not_count(string between, bool lower)
    {
        using var certificate = Certificates.Own("client");
        var written = string.Join(between, certificate.GetCertHashString(HashAlgorithmName.SHA256).Chunk(2).Select(pair => new string(pair)));
        if (lower) written = "\u200e" + written.ToLowerInvariant();
        var settings = RemoteSettings.Read(Config.Empty, new SpinnerRemoteOptions
        {
            Tls = true, Certificate = certificate,
            Peers = new Dictionary<string, RemotePeer> { ["known"] = new(written, RemoteRole.Operate) },
        });
        var verdict = new PeerPolicy(settings).Evaluate(certificate);
        Assert.Equal(("known", RemoteRole.Operate), (verdict.Who, verdict.Role));
    }

    [Fact]
    public void The_least_role_counts_of_one_certificate_written_twice()
    {
        using var certificate = Certificates.Own("client");
        var print = certificate.GetCertHashString(HashAlgorithmName.SHA256);
        var settings = RemoteSettings.Read(Config.Empty, new SpinnerRemoteOptions
        {
            Tls = true, Certificate = certificate,
            Peers = new Dictionary<string, RemotePeer>
            {
                ["a"] = new(print, RemoteRole.Define), ["b"] = new(print.Insert(2, ":").ToLowerInvariant(), RemoteRole.Observe),
            },
        });
        Assert.Equal(RemoteRole.Observe, new PeerPolicy(settings).Evaluate(certificate).Role);
    }
}
