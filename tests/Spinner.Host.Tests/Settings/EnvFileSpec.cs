using Spinner.Host.Settings;

namespace Spinner.Host.Tests.Settings;

/// <summary>The files of variables that children name.</summary>
public sealed class EnvFileSpec : IDisposable
{
    private readonly TempDirectory _directory = new();

    [Fact]
    public void What_is_nearer_to_the_child_wins()
    {
        Make("all.env", "A=all\nB=all\nC=all\nD=all\nE=all");
        Make("one.env", "\uFEFFC=one\nD=one\nE=one");
        Make("two.env", "D=two\nE=two");

        var file = Read("""
            spinner {
              defaults { env-file = all.env, env { B = defaults } }
              children.web { command = x, env-file = [one.env, two.env, "?none.env"], env { E = own } }
            }
            """);

        var given = Assert.Single(file.Spinner.Children).Environment!;
        Assert.Equal([("C", "one"), ("D", "two"), ("E", "own")], given.OrderBy(v => v.Key).Select(v => (v.Key, v.Value)));
        Assert.Equal([("A", "all"), ("B", "defaults"), ("C", "all"), ("D", "all"), ("E", "all")],
            file.Spinner.Defaults.Environment!.OrderBy(v => v.Key).Select(v => (v.Key, v.Value)));
    }

    [Fact]
    public void Its_path_is_relative_to_the_file_that_names_it()
    {
        Directory.CreateDirectory(_directory.PathOf("conf.d"));
        Make(".env", "WHERE=above");
        Make("conf.d/.env", "WHERE=below");
        Make("conf.d/a.conf", "\na { command = x\n env-file = [\".env\"] }");

        var file = Read("spinner.children { include \"conf.d/*.conf\"\n b { command = x, env-file = \".env\" } }");

        Assert.Equal([("a", "below"), ("b", "above")], file.Spinner.Children.Select(c => (c.Name, c.Environment!["WHERE"])));
    }

    [Theory]
    [InlineData("\"none.env\"", "line 3: spinner.children.web.env-file: there is no file '", "none.env'; allowed: a file of NAME=value in lines")]
    [InlineData("[\"wrong.env\"]", "line 3: spinner.children.web.env-file[0]: ", "wrong.env line 2: no variable stands here")]
    [InlineData("[[a]]", "line 3: spinner.children.web.env-file[0] is a list; allowed: a file of NAME=value in lines", "")]
    [InlineData("{ A = SECRET }", "line 3: spinner.children.web.env-file is a block; allowed: a file of NAME=value in lines", "")]
    [InlineData("\"..\"", "line 3: spinner.children.web.env-file: ", "is a directory")]
    public void A_mistake_is_told_with_its_place_and_without_a_value(string files, string begin, string also)
    {
        Make("wrong.env", "A=SECRET\nSECRET\n");
        Make("spinner.conf", $"spinner.children {{\n  web {{\n command = x, env-file = {files} }}\n}}");

        Assert.False(ChildrenFile.TryRead(_directory.PathOf("spinner.conf"), out _, out var errors));

        var error = Assert.Single(errors);
        Assert.StartsWith(begin, error, StringComparison.Ordinal);
        Assert.Contains(also, error, StringComparison.Ordinal);
        Assert.DoesNotContain("SECRET", error, StringComparison.Ordinal);
    }

    [Fact]
    public void One_that_is_misspelt_is_told_which_is_meant()
    {
        Assert.False(ChildrenFile.TryParse("test", "spinner.children.a { command = x, env_file = a }", out _, out var errors));
        Assert.Contains("did you mean env-file?", Assert.Single(errors), StringComparison.Ordinal);
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
