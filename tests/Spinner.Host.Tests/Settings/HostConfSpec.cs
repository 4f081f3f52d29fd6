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
    [InlineData("host.tokens.a { secret = [0123] }", "host.tokens.a.secret is a list")]
    [InlineData("host.tokens.a { secret = \"00000000000000000000000000000000\", roles = [root] }", "host.tokens.a.roles")]
    [InlineData("host = 1", "host is")]
    [InlineData("akka = 1", "akka is")]
    public void What_is_wrong_is_told_with_its_place(string text, string place)
    {
        Assert.False(ChildrenFile.TryParse("test", text, out _, out var errors));
        Assert.Contains(errors, e => e.Contains(place, StringComparison.Ordinal));
        Assert.DoesNotContain(errors, e => e.Contains("short", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("host.tokens { SECRET = operate }", "host.tokens[0] is without a secret (its name is not shown)")]
    [InlineData("host.tokens { SECRET { } }", "host.tokens[0] is without a secret")]
    [InlineData("host.tokens { SECRET { role = operate } }", "host.tokens[0] is without a secret")]
    [InlineData("host.tokens { a { secret = \"\" } }", "host.tokens[0] is without a secret")]
    [InlineData("host.tokens { a { mySECRET = 1 } }", "host.tokens[0] is without a secret")]
    [InlineData("host.tokens { a { secret = \"00000000000000000000000000000000\", roles = [SECRET] } }", "host.tokens.a.roles is (not shown)")]
    [InlineData("host.tokens { a { secret = \"00000000000000000000000000000000\", roles = SECRET } }", "host.tokens.a.roles is a text")]
    [InlineData("host.tokens = SECRET", "host.tokens is a text")]
    [InlineData("host.tokens = [{ secret = SECRET }]", "host.tokens is a list")]
    [InlineData("spinner.children.web { command = a, env { A = { B = SECRET } } }", "web.env.A is a block; allowed: a text")]
    [InlineData("spinner.children.web { command = a, env { \"A=SECRET\" = 1 } }", "web.env is \"A=…\"; allowed: names")]
    [InlineData("spinner.children.web { command = a, env = [\"A=SECRET\"] }", "web.env is a list; allowed: a block")]
    [InlineData("spinner.children.web { command = a, args = [[SECRET]] }", "web.args[0] is a list; allowed: a text")]
    [InlineData("front-door.certificates { \"*\" { cert = a, password = SECRET } }", "certificates.\"*\" is a block; allowed: a block with cert and key")]
    public void A_secret_at_the_wrong_place_is_not_shown(string text, string told)
    {
        Assert.False(ChildrenFile.TryParse("test", text, out _, out var errors));
        Assert.Contains(errors, e => e.Contains(told, StringComparison.Ordinal));
        Assert.DoesNotContain(errors, e => e.Contains("SECRET", StringComparison.Ordinal));
    }
}
