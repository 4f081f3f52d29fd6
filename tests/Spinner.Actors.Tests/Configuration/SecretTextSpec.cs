using Spinner.Actors.Configuration;

namespace Spinner.Actors.Tests.Configuration;

public class SecretTextSpec
{
    [Theory]
    [InlineData("http://me:pass@host:80/x", "http://…@host:80/x")]
    [InlineData("redis://:pa/ss@host", "redis://…@host")]
    [InlineData("https://ghp_1@host", "https://…@host")]
    [InlineData("me:pass@host", "…@host")]
    [InlineData("/x?a=1&token=abc&b=2", "/x?a=1&token=…&b=2")]
    [InlineData("Server=db; Password = abc; Port=1", "Server=db; Password = …; Port=1")]
    [InlineData("x --password abc y", "x --password … y")]
    [InlineData("Authorization: Bearer abc.def", "Authorization: Bearer …")]
    [InlineData("0123456789abcdef0123456789abcdef", "…")]
    public void What_looks_like_a_secret_is_hidden(string text, string shown) => Assert.Equal(shown, SecretText.Hide(text));

    [Theory]
    [InlineData("")]
    [InlineData("5x")]
    [InlineData("@scope/app")]
    [InlineData("http://localhost:99999")]
    [InlineData("0123456789abcdef0123456789abcde")]
    [InlineData("/var/lib/a-long-directory-of-1/another-directory-of-2/and-one-more-of-3")]
    [InlineData("a.very.long.name.without.any.digit.in.it.example.com")]
    [InlineData("SIGTERM, SIGINT: 12:30")]
    public void All_else_is_shown(string text) => Assert.Equal(text, SecretText.Hide(text));
}
