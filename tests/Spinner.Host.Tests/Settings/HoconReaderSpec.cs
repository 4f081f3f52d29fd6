using Spinner.Host.Settings;

namespace Spinner.Host.Tests.Settings;

/// <summary>Mistakes in HOCON are told with their line, without what stands there, and before they can hurt.</summary>
public class HoconReaderSpec
{
    private const string Secret = "hunter2hunter2";

    [Theory]
    [InlineData("spinner.children {\n a { command = x }\n b { command = y }\n a { args = [z] }\n}", "spinner.children.a is written 2 times, in the lines 2, 4; allowed: once")]
    [InlineData("spinner {\n children.a { command = x }\n}\nspinner.children { \"a\" { args = [z] } }", "spinner.children.a is written 2 times, in the lines 2, 4; allowed: once")]
    [InlineData("spinner.children.a {\n env { H = ${NO_SUCH_VARIABLE} } }",
        "line 2: ${NO_SUCH_VARIABLE} stands for nothing: no key of the file and no variable of the environment has this name; "
        + "allowed: ${?NO_SUCH_VARIABLE} for what need not be there")]
    [InlineData("spinner.children.a {\n args = [--port, ${PORT}] }",
        "line 2: ${PORT} without quotes is no value of this child; allowed: \"${PORT}\"")]
    [InlineData("spinner.children.a {\n env { H = ${spinner.engine} } }\nspinner {}", "line 2: ${spinner.engine} stands for nothing: no key of the file and "
        + "no variable of the environment has this name; allowed: ${?spinner.engine} for what need not be there")]
    [InlineData("spinner.children {\n a { command = ${spinner.children.a.command} }\n}", "line 2: ${spinner.children.a.command} leads back to itself")]
    [InlineData("spinner.children {\n a = ${spinner.children.b}\n b = ${spinner.children.a} { command = x }\n}", "line 2: ${spinner.children.b} leads back to itself")]
    [InlineData("spinner.children {\n a { env { X = ${spinner.children.a} } }\n}", "line 2: ${spinner.children.a} leads back to itself")]
    [InlineData("include url(\"secrets.conf\")",
        "line 1: an include of url(\"secrets.conf\"); allowed: include \"FILE\", or \"DIRECTORY/*.conf\"; with ? before it, what need not be there")]
    [InlineData("", "there is nothing in it; allowed: a HOCON file of children, spinner.children {} for none")]
    [InlineData(" \n# only a comment\n", "there is nothing in it; allowed: a HOCON file of children, spinner.children {} for none")]
    public void A_mistake_is_told_with_its_line(string text, string expected)
    {
        Assert.False(ChildrenFile.TryParse("test", text, out _, out var errors));
        Assert.Equal(expected, Assert.Single(errors));
    }

    [Fact]
    public void What_doubles_with_every_line_is_not_written_out()
    {
        var lines = string.Concat(Enumerable.Range(0, 30).Select(i => $"a{i + 1} = ${{a{i}}}${{a{i}}}\n"));
        Assert.False(ChildrenFile.TryParse("test", $"a0 = x\n{lines}", out _, out var errors));
        Assert.Contains("stands for too much", Assert.Single(errors), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("spinner.children { a { command = x }, b { command = y } }", 2)]
    [InlineData("spinner.children { a { command = x } , # first\n b { command = y },\n c { command = z } }", 3)]
    [InlineData("spinner.children { a { command = x, args = [\"},\"] }\n a.args = [y] }", 1)]
    [InlineData("spinner.children { a { command = x }\n b = ${spinner.children.a}\n }", 2)]
    [InlineData("spinner.children =\n {\n a { command = x } }", 1)]
    [InlineData("spinner.children {}", 0)]
    public void What_HOCON_allows_is_taken(string text, int children)
    {
        Assert.True(ChildrenFile.TryParse("test", text, out var file, out var errors), string.Join("; ", errors));
        Assert.Equal(children, file.Spinner.Children.Count);
    }

    [Theory]
    [InlineData("host.tokens = \"" + Secret + "\"")]
    [InlineData("host.tokens { a = \"" + Secret + "\" }")]
    [InlineData("host.tokens { a { token = \"" + Secret + "\" } }")]
    [InlineData("host.tokens { a { secret = \"" + Secret + "\" } }")]
    [InlineData("host.tokens { a { secret = [\"" + Secret + "\"] } }")]
    [InlineData("host.tokens = [\"" + Secret + "\"]")]
    [InlineData("host.secret = \"" + Secret + "\"")]
    [InlineData("host.tokens { a { secret = " + Secret + " , , } }")]
    [InlineData("host = \"" + Secret + "\"")]
    [InlineData("akka = \"" + Secret + "\"")]
    [InlineData("spinner = \"" + Secret + "\"")]
    [InlineData("spinner.children = \"" + Secret + "\"")]
    [InlineData("spinner.children.a = \"" + Secret + "\"")]
    [InlineData("spinner.children.a.env = \"" + Secret + "\"")]
    [InlineData("spinner.children.a.env { P = [\"" + Secret + "\"] }")]
    [InlineData("spinner.children.a.env { P = { Q = \"" + Secret + "\" } }")]
    [InlineData("spinner.children.a.password = \"" + Secret + "\"")]
    [InlineData("spinner.children.a.args = \"" + Secret + "\"")]
    [InlineData("spinner.defaults = \"" + Secret + "\"")]
    [InlineData("spinner.defaults.env = \"" + Secret + "\"")]
    [InlineData("spinner.defaults.token = \"" + Secret + "\"")]
    [InlineData("spinner.runners = \"" + Secret + "\"")]
    [InlineData("front-door = \"" + Secret + "\"")]
    [InlineData("front-door.password = \"" + Secret + "\"")]
    [InlineData("front-door.routes = \"" + Secret + "\"")]
    [InlineData("front-door.routes.a = \"" + Secret + "\"")]
    [InlineData("front-door.routes.a.start = \"" + Secret + "\"")]
    [InlineData("front-door.routes.a.start.env = \"" + Secret + "\"")]
    [InlineData("front-door.certificates = \"" + Secret + "\"")]
    [InlineData("password = \"" + Secret + "\"")]
    [InlineData("front-door.listen = \"http://admin:" + Secret + "@example.com:80\"")]
    [InlineData("front-door.listen = [\"http://admin:" + Secret + "@example.com:80\"]")]
    [InlineData("front-door.defaults.path = \"/x?token=" + Secret + "\"")]
    [InlineData("front-door.routes.a.hosts = [\"u:" + Secret + "@x\"]")]
    [InlineData("host.listen = \"http://admin:" + Secret + "@127.0.0.1:80\"")]
    [InlineData("host.listen = \"0123456789abcdef0123456789abcdef" + Secret + "\"")]
    [InlineData("spinner.children.a { command = x, endpoint = \"redis://:" + Secret + "@127.0.0.1\" }")]
    [InlineData("spinner.children.a { command = x, ready { http { path = \"x?password=" + Secret + "\" } } }")]
    [InlineData("spinner.children.a { command = x, ready { log { pattern = \"token: " + Secret + "(\" } } }")]
    [InlineData("spinner.children.a { command = x, ready = \"curl -H 'Authorization: Bearer " + Secret + "'\" }")]
    [InlineData("spinner.children.a { command = x, run = \"psql -p " + Secret + "\" }")]
    [InlineData("spinner.children.a { command = x, timeout = \"API_KEY=" + Secret + "\" }")]
    [InlineData("spinner.children.a { env { P = " + Secret + " } } } ")]
    [InlineData("spinner.children.a { env { P = \"" + Secret + " } }")]
    [InlineData("spinner.children.a { env { P : = " + Secret + " } }")]
    [InlineData("spinner.children.a { env { P = " + Secret + " = x } }")]
    public void No_refusal_shows_a_secret(string text)
    {
        Assert.False(ChildrenFile.TryParse("test", text, out _, out var errors));
        Assert.All(errors, error => Assert.DoesNotContain(Secret, error, StringComparison.Ordinal));
    }
}
