using System.Reflection;
using Akka.Configuration;
using Spinner.Actors.Configuration;
using Spinner.Actors.Remote.Configuration;

namespace Spinner.Actors.Remote.Tests.Settings;

/// <summary>hocon/remote.conf is the one place of defaults: every key in it is read, every option has a key in it.</summary>
public class RemoteConfSpec
{
    private static readonly string[] OnlyInCode = [nameof(SpinnerRemoteOptions.Certificate), nameof(SpinnerRemoteOptions.Clock)];

    private static IReadOnlyDictionary<string, Setting> Block { get; } =
        HoconSettings.Of(ConfigurationFactory.ParseString(RemoteHocon.Text()).GetValue(RemoteHocon.Block), "").Members!;

    [Fact]
    public void Every_key_is_read_and_every_key_that_is_read_is_there() =>
        Assert.Equal(RemoteKeys.All.Select(k => k.Key).Order(), Block.Keys.Order());

    [Fact]
    public void Every_option_has_a_key() => Assert.Equal(
        typeof(SpinnerRemoteOptions).GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(p => p.Name).Except(OnlyInCode).Order(),
        RemoteKeys.All.Select(k => k.Option).Order());

    [Fact]
    public void Every_key_stands_below_a_comment()
    {
        var above = "";
        foreach (var line in RemoteHocon.Text().Split('\n').Select(l => l.Trim()))
        {
            if (RemoteKeys.All.Any(k => k.Key == line.Split(' ')[0])) Assert.StartsWith("#", above, StringComparison.Ordinal);
            above = line;
        }
    }

    [Fact]
    public void What_is_written_is_read_again()
    {
        var options = new SpinnerRemoteOptions
        {
            Hostname = "10.0.0.1", Port = 1, PublicHostname = "here", PublicPort = 7, Tls = true,
            CertificateFile = "a.p12", CertificatePassword = "b \"c\"",
            AuthoritiesFile = "ca.pem", AuthoritiesRole = RemoteRole.Operate, LoopbackRole = RemoteRole.None,
            Peers = new Dictionary<string, RemotePeer> { ["web node"] = new(new string('A', 64), RemoteRole.Define) },
            MaxSessions = 2, MaxCalls = 3, HeartbeatInterval = TimeSpan.FromSeconds(1), LostAfter = TimeSpan.FromMinutes(1),
            AnswerTimeout = TimeSpan.FromSeconds(5), MaxMessage = 128 * 1024,
        };
        Assert.All(RemoteKeys.All, key => Assert.NotNull(key.Get(options)));
        var block = string.Join('\n', RemoteKeys.All.Select(k => $"{k.Key} = {k.Form.Write(k.Get(options)!)}"));
        var errors = new OptionErrors();
        var read = RemoteHocon.Read(errors, ConfigurationFactory.ParseString($"{RemoteHocon.Block} {{\n{block}\n}}"));
        Assert.Empty(errors.Found);
        Assert.Equivalent(options with { Clock = read.Clock }, read, strict: true);
    }

    [Fact]
    public void Without_settings_it_listens_on_loopback_and_lets_this_machine_operate()
    {
        var options = RemoteSettings.Read(Config.Empty, new SpinnerRemoteOptions()).Options;
        Assert.Equal(
            ("127.0.0.1", false, RemoteRole.Operate, RemoteRole.Observe),
            (options.Hostname, options.Tls, options.LoopbackRole, options.AuthoritiesRole));
    }

    [Fact]
    public void A_block_beside_it_does_not_disturb_the_spinner() =>
        Assert.Equal(
            new SpinnerOptions().Attempts(),
            SpinnerOptions.FromConfig(ConfigurationFactory.ParseString("spinner.remote { port = 1 }")).Attempts());
}

file static class Reading
{
    public static int? Attempts(this SpinnerOptions options) => options.Defaults.Attempts;
}
