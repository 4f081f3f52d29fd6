using System.Security.Cryptography.X509Certificates;
using Akka.Actor;
using Akka.Configuration;
using Akka.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Spinner.Actors.Remote.Tests.Nodes;

namespace Spinner.Actors.Remote.Tests.Settings;

/// <summary>What is wrong, and above all what is not safe, does not start and says what to do.</summary>
public class RemoteSettingsSpec
{
    private static readonly SpinnerRemoteOptions Free = new() { Port = 0 };

    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("::")]
    [InlineData("192.168.1.7")]
    [InlineData("example.org")]
    public void Another_address_than_loopback_needs_tls(string hostname)
    {
        var wrong = Wrong(Free with { Hostname = hostname });
        Assert.Contains($"Hostname is \"{hostname}\"", wrong, StringComparison.Ordinal);
        Assert.Contains("for any other address: tls = on, certificate-file, and peers or ca-file", wrong, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_from_hocon() =>
        Assert.Contains(
            "Hostname is \"0.0.0.0\"",
            Wrong(new SpinnerRemoteOptions(), "spinner.remote.hostname = \"0.0.0.0\""),
            StringComparison.Ordinal);

    [Fact]
    public void A_certificate_while_tls_is_off_is_an_error()
    {
        using var certificate = Certificates.Own("node");
        Assert.Contains(
            "Certificate is given while tls is off; allowed: tls = on",
            Wrong(Free with { Certificate = certificate }),
            StringComparison.Ordinal);
        Assert.Contains(
            "Certificate is given while tls is off",
            Wrong(Free, "spinner.remote.certificate-file = \"node.p12\""),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Tls_needs_a_certificate_and_somebody_to_trust()
    {
        var wrong = Wrong(Free with { Tls = true });
        Assert.Contains("Tls is on without a certificate", wrong, StringComparison.Ordinal);
        Assert.Contains("Tls is on and nobody is trusted", wrong, StringComparison.Ordinal);
    }

    [Fact]
    public void A_certificate_must_be_of_use()
    {
        using var expired = Certificates.Own("node", expired: true);
        using var own = Certificates.Own("node");
        using var keyless = X509CertificateLoader.LoadCertificate(own.RawData);
        var peers = new Dictionary<string, RemotePeer> { ["other"] = RemotePeer.Of(own, RemoteRole.None) };
        Assert.Contains(
            "allowed: one that is valid now",
            Wrong(Free with { Tls = true, Certificate = expired, Peers = peers }),
            StringComparison.Ordinal);
        Assert.Contains("with its private key", Wrong(Free with { Tls = true, Certificate = keyless, Peers = peers }), StringComparison.Ordinal);
        Assert.Contains(
            "a PKCS#12 file that can be read",
            Wrong(Free with { Tls = true, CertificateFile = "nowhere.p12", Peers = peers }),
            StringComparison.Ordinal);
        Assert.Contains(
            "a PEM file that can be read",
            Wrong(Free with { Tls = true, Certificate = own, AuthoritiesFile = "nowhere.pem" }),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("port = 70000", "spinner.remote.port is 70000; allowed: 0 to 65535")]
    [InlineData("heartbeat-interval = 5ms", "spinner.remote.heartbeat-interval is \"5ms\"; allowed: 10 ms to 1 min")]
    [InlineData("lost-after = 3s", "allowed: twice the heartbeat-interval")]
    [InlineData("loopback-role = root", "spinner.remote.loopback-role is \"root\"; allowed: none, observe, operate or define")]
    [InlineData("max-message = 1KiB", "spinner.remote.max-message is \"1KiB\"; allowed: 128KiB to 16MiB")]
    [InlineData("peers { a { thumbprint = abc, role = observe } }", "64 hex digits, with or without colons, dashes or spaces")]
    [InlineData("peers { a { thumbprint = \"\", role = observe } }", "64 hex digits")]
    [InlineData("peers { a { thumbprint = abc } }", "64 hex digits")]
    [InlineData("colour = red", "spinner.remote.colour is an unknown key; allowed: the keys hostname,")]
    public void Wrong_values_are_named_with_what_is_allowed(string line, string expected) =>
        Assert.Contains(expected, Wrong(new SpinnerRemoteOptions(), $"spinner.remote {{ {line} }}"), StringComparison.Ordinal);

    [Fact]
    public void All_mistakes_are_told_at_once()
    {
        var wrong = Wrong(Free with { MaxCalls = 0 }, "spinner.remote { hostname = \"0.0.0.0\", max-sessions = 0 }");
        Assert.All(["MaxCalls", "max-sessions", "Hostname"], o => Assert.Contains(o, wrong, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_host_that_is_not_safe_does_not_start()
    {
        using var host = HostWith(o => o with { Hostname = "0.0.0.0" });
        var wrong = await Assert.ThrowsAnyAsync<Exception>(() => host.StartAsync());
        Assert.Contains("tls = on", wrong.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_serves_its_spinner()
    {
        using var host = HostWith(o => o with { Port = 0 });
        await host.StartAsync();
        var system = host.Services.GetRequiredService<ActorSystem>();
        await using var client = new Node("client");
        var remote = client.System.ConnectSpinner(((ExtendedActorSystem)system).Provider.DefaultAddress.ToString());
        Assert.Equal(["web"], (await remote.ListAsync()).Keys);
        await remote.DisposeAsync();
        await host.StopAsync();
    }

    [Fact]
    public async Task A_system_that_was_not_made_for_it_neither_serves_nor_connects()
    {
        var system = ActorSystem.Create("plain", ConfigurationFactory.ParseString("akka { stdout-loglevel = OFF, loggers = [] }"));
        await using var spinner = system.CreateSpinner();
        Assert.Contains(
            "SpinnerRemote.Setup",
            Assert.Throws<InvalidOperationException>(() => system.ServeSpinner(spinner)).Message,
            StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => system.ConnectSpinner("akka.tcp://a@127.0.0.1:1"));
        await system.Terminate();
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("akka://local")]
    [InlineData("akka.ssl.tcp://node@127.0.0.1:1")]
    public async Task A_wrong_address_is_refused(string address)
    {
        await using var client = new Node("client");
        Assert.Contains(
            "akka.tcp://node@host:port",
            Assert.Throws<ArgumentException>(() => client.System.ConnectSpinner(address)).Message,
            StringComparison.Ordinal);
    }

    private static string Wrong(SpinnerRemoteOptions options, string hocon = "") =>
        Assert.Throws<ConfigurationException>(() => SpinnerRemote.Setup(options, ConfigurationFactory.ParseString(hocon))).Message;

    private static IHost HostWith(Func<SpinnerRemoteOptions, SpinnerRemoteOptions> remote)
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Services.AddAkka("hosted", akka => akka
            .AddHocon("akka { stdout-loglevel = OFF, loglevel = OFF }", HoconAddMode.Append)
            .WithSpinner(s => s.AddChild("web", c => c with { Command = "any" }))
            .WithSpinnerRemote(remote));
        return builder.Build();
    }
}
