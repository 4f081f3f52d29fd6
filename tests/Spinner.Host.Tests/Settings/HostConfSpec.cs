using Akka.Configuration;
using Spinner.Host.Settings;

namespace Spinner.Host.Tests.Settings;

public class HostConfSpec
{
    private static readonly string Text = EmbeddedText.Read("host.conf");

    [Fact]
    public void Every_key_is_an_option_and_every_option_a_key()
    {
        var inFile = ConfigurationFactory.ParseString(Text).GetValue("host").GetObject().Items.Keys;
        Assert.Equal(HostKeys.All.Select(k => k.Key).Append(HostKeys.Tokens).Order(StringComparer.Ordinal), inFile.Order(StringComparer.Ordinal));
        var options = typeof(HostOptions).GetProperties().Select(p => p.Name).Order(StringComparer.Ordinal);
        Assert.Equal(HostKeys.All.Select(k => k.Option).Append(nameof(HostOptions.Tokens)).Order(StringComparer.Ordinal), options);
    }

    [Theory]
    [InlineData("host.listen = \"192.0.2.1:80\"", "host.listen")]
    [InlineData("host.listen = \"127.0.0.1:80\"", "tokens")]
    [InlineData("host.certificate = x", "host.certificate")]
    [InlineData("host.tokens.a { secret = short }", "host.tokens.a.secret")]
    [InlineData("host.tokens.a { }", "host.tokens.a.secret")]
    [InlineData("host.tokens.a { secret = \"00000000000000000000000000000000\", roles = [root] }", "host.tokens.a.roles")]
    [InlineData("host = 1", "host is")]
    [InlineData("akka = 1", "akka is")]
    public void What_is_wrong_is_told_with_its_place(string text, string place)
    {
        Assert.False(ChildrenFile.TryParse("test", text, out _, out var errors));
        Assert.Contains(errors, e => e.Contains(place, StringComparison.Ordinal));
        Assert.DoesNotContain(errors, e => e.Contains("short", StringComparison.Ordinal));
    }
}
