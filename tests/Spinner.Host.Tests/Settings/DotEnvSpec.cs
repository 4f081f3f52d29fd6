using Spinner.Host.Settings;

namespace Spinner.Host.Tests.Settings;

/// <summary>What stands in an <c>.env</c> file.</summary>
public class DotEnvSpec
{
    [Fact]
    public void The_example_of_the_readme_says_what_it_says()
    {
        var block = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "README.md")).ReplaceLineEndings("\n").Split("```dotenv\n")[1].Split("```")[0];

        var found = DotEnv.Parse(block, out var errors);

        Assert.Empty(errors);
        Assert.Equal([("NAME", "value"), ("DOUBLE", "a\nb"), ("SINGLE", "as it is, $HOME, too")], found);
    }

    [Theory]
    [InlineData("A=1", "1")]
    [InlineData("export A=1", "1")]
    [InlineData("export\tA=1", "1")]
    [InlineData("  A = 1  ", "1")]
    [InlineData("A=1\r\n", "1")]
    [InlineData("# x\n\n   # y\nA=1", "1")]
    [InlineData("A=", "")]
    [InlineData("A=\n", "")]
    [InlineData("A= # nothing", "")]
    [InlineData("A=b # comment", "b")]
    [InlineData("A=b#no comment", "b#no comment")]
    [InlineData("A=#fff", "#fff")]
    [InlineData("A=b c  d ", "b c  d")]
    [InlineData("A=a=b==", "a=b==")]
    [InlineData("A=it's", "it's")]
    [InlineData("A=\"b # no comment\" # comment", "b # no comment")]
    [InlineData("A='b\\n$x ${y}'", "b\\n$x ${y}")]
    [InlineData("A=`b \"c\"`", "b \"c\"")]
    [InlineData("A=\"b\\n\\t\\\"c\\\"\\\\ \\$d \\e\"", "b\n\t\"c\"\\ $d \\e")]
    [InlineData("A=\"-----BEGIN\r\nabc\r\n-----END\"\r\n", "-----BEGIN\nabc\n-----END")]
    [InlineData("A='one\n# two\n'", "one\n# two\n")]
    [InlineData("A=\"\"", "")]
    [InlineData("A=\"b\"#c", "b")]
    [InlineData("A=1\nA=2", "2")]
    [InlineData("A=${HOME} $(id) \\n", "${HOME} $(id) \\n")]
    [InlineData("A=ü", "ü")]
    public void A_variable_has_this_value(string text, string value)
    {
        var found = DotEnv.Parse(text, out var errors);
        Assert.Empty(errors);
        Assert.Equal(("A", value), found[^1]);
    }

    [Fact]
    public void Names_may_have_letters_digits_and_a_few_signs() =>
        Assert.Equal([("a_B1", "1"), ("_x", "2"), ("a.b-c", "3"), ("export", "4")],
            DotEnv.Parse("a_B1=1\n_x=2\na.b-c=3\nexport=4", out _));

    [Theory]
    [InlineData("A=1\nSECRET", "line 2: no variable stands here; allowed: NAME=value, export NAME=value, or a comment")]
    [InlineData("=SECRET", "line 1: no variable stands here")]
    [InlineData("1A=SECRET", "line 1: no variable stands here")]
    [InlineData("A B=SECRET", "line 1: no variable stands here")]
    [InlineData("export A", "line 1: no variable stands here")]
    [InlineData("\nA=\"SECRET\nB=1\n", "line 2: the quotes of A have no end")]
    [InlineData("A='SECRET'x\nB=1", "line 1: something follows the quotes of A; allowed: a comment")]
    [InlineData("A=\"SECRET\\\"", "line 1: the quotes of A have no end")]
    [InlineData("A=SECRET\0", "line 1: the value of A has a NUL")]
    public void A_mistake_is_told_with_its_line_and_without_the_value(string text, string expected)
    {
        DotEnv.Parse(text, out var errors);
        var error = Assert.Single(errors);
        Assert.StartsWith(expected, error, StringComparison.Ordinal);
        Assert.DoesNotContain("SECRET", error, StringComparison.Ordinal);
    }
}
