using Spinner.Host.Settings;

namespace Spinner.Host.Tests.Settings;

/// <summary>Configuration that is spread over files.</summary>
public sealed class IncludeSpec : IDisposable
{
    private readonly TempDirectory _directory = new();

    public IncludeSpec() => Directory.CreateDirectory(_directory.PathOf("conf.d"));

    [Fact]
    public void Every_file_a_pattern_names_is_included_in_the_order_of_their_names()
    {
        Make("conf.d/b.conf", "b { command = ${host.log-dir} }");
        Make("conf.d/a.conf", "{\n  a { command = one }\n}\n# the end");
        Make("conf.d/.hidden.conf", "c { command = x }");
        Make("conf.d/backup.conf~", "d { command = x }");

        var file = Read("host.log-dir = two\nspinner { children { include \"conf.d/*.conf\" } }");

        Assert.Equal([("a", "one"), ("b", "two")], file.Spinner.Children.Select(c => (c.Name, c.Command)));
    }

    [Theory]
    [InlineData("include \"part.conf\"")]
    [InlineData("include file(\"part.conf\")")]
    [InlineData("include required(\"part.conf\")")]
    [InlineData("include required(file(\"part.conf\"))\n")]
    [InlineData("include \"?part.conf\", host.log-files = 3")]
    [InlineData("include \"?none.conf\"\ninclude \"conf.d/*.conf\"\ninclude \"?none/*.conf\"\ninclude \"part.conf\" # all of it")]
    public void A_file_is_included_in_any_of_the_usual_ways(string text)
    {
        Make("part.conf", "spinner.children.a { command = one } // without an end of line");
        Assert.Equal("a", Assert.Single(Read(text).Spinner.Children).Name);
    }

    [Theory]
    [InlineData("spinner.children { include { command = x } }")]
    [InlineData("spinner.children.include { command = x, args = [include, \"none.conf\"] }")]
    [InlineData("spinner.children.include { command = include \"none.conf\" }")]
    [InlineData("spinner.children.\"include\" { command = x }\n# include \"none.conf\"")]
    public void What_only_looks_like_an_include_is_none(string text) => Assert.Equal("include", Assert.Single(Read(text).Spinner.Children).Name);

    [Theory]
    [InlineData("\ninclude \"none.conf\"", "line 2: there is no file '", "none.conf'; allowed: a HOCON file of children, or a part of one")]
    [InlineData("include \"none/*.conf\"", "line 1: ", "none")]
    [InlineData("include \"*/a.conf\"", "line 1: an include of '*/a.conf'; allowed: * in the name of the file only", "")]
    [InlineData("include \"conf.d\"", "line 1: ", "is a directory")]
    [InlineData("include \"\"", "line 1: an include of \"\"; allowed: include \"FILE\"", "")]
    [InlineData("include \"spinner.conf\"", "line 1: 'spinner.conf' includes itself", "")]
    [InlineData("include \"conf.d/ring.conf\"", "conf.d/ring.conf line 2: 'spinner.conf' includes itself", "")]
    [InlineData("include \"conf.d/open.conf\"", "conf.d/open.conf line 2: '{' is never closed", "")]
    [InlineData("include \"conf.d/key.conf\"", "conf.d/key.conf line 3: spinner.children.b.tiemout is an unknown key, did you mean timeout?", "")]
    [InlineData("include \"conf.d/broken.conf\"", "conf.d/broken.conf line 2: not HOCON", "")]
    [InlineData("include \"conf.d/variable.conf\"", "conf.d/variable.conf line 2: ${NO_SUCH_VARIABLE} stands for nothing", "")]
    [InlineData("include \"conf.d/one.conf\"\n\n\nhost.log-files = 1000", "line 4: host.log-files is 1000", "")]
    [InlineData("include \"conf.d/one.conf\"\nspinner.children.one { command = x }",
        "spinner.children.one is written 2 times, in conf.d/one.conf line 1, line 2; allowed: once", "")]
    public void A_mistake_is_told_with_the_file_and_the_line_where_it_stands(string text, string begin, string also)
    {
        Make("conf.d/ring.conf", "\ninclude \"../spinner.conf\"");
        Make("conf.d/open.conf", "\nspinner.children {");
        Make("conf.d/key.conf", "spinner.children {\n b {\n  command = x, tiemout = 3s }\n}");
        Make("conf.d/broken.conf", "spinner.children.a { command = x }\n , , b = 1");
        Make("conf.d/variable.conf", "\nspinner.children.a { command = ${NO_SUCH_VARIABLE} }");
        Make("conf.d/one.conf", "spinner.children.one { command = x }");
        Make("spinner.conf", text);

        Assert.False(ChildrenFile.TryRead(_directory.PathOf("spinner.conf"), out _, out var errors));

        var error = Assert.Single(errors);
        Assert.StartsWith(begin, error, StringComparison.Ordinal);
        Assert.Contains(also, error, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_included_without_end_is_bounded()
    {
        for (var i = 0; i < 12; i++) Make($"conf.d/{i}.conf", string.Concat(Enumerable.Repeat($"include \"{i + 1}.conf\"\n", 10)));
        Make("conf.d/12.conf", "");
        Make("spinner.conf", "include \"conf.d/0.conf\"");

        Assert.False(ChildrenFile.TryRead(_directory.PathOf("spinner.conf"), out _, out var errors));

        Assert.Contains(errors, e => e.Contains("more than 1000 files are included", StringComparison.Ordinal));
    }

    public void Dispose() => _directory.Dispose();

    private void Make(string name, string text) => File.WriteAllText(_directory.PathOf(name), text);

    private ChildrenFile Read(string text)
    {
        Make("spinner.conf", text);
        Assert.True(ChildrenFile.TryRead(_directory.PathOf("spinner.conf"), out var file, out var errors), string.Join("; ", errors));
        return file;
    }
}
