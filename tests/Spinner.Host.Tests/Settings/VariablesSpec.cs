using Spinner.Host.Settings;
using Spinner.Processes;

namespace Spinner.Host.Tests.Settings;

/// <summary>Substitutions that no key of the file stands for.</summary>
public class VariablesSpec
{
    private static readonly Dictionary<string, string> Variables = new()
    {
        ["HOME"] = "/home/me", ["EMPTY"] = "", ["ODD"] = "a \"b\"\\ ${x} # {\n[", ["a.b"] = "dotted", ["shared"] = "of the environment",
    };

    [Theory]
    [InlineData("a = ${HOME}", "a = \"/home/me\"")]
    [InlineData("a = ${HOME}/bin", "a = \"/home/me\"/bin")]
    [InlineData("a = ${?HOME}\"/bin\"", "a = \"/home/me\"\"/bin\"")]
    [InlineData("a = [${HOME}, ${?HOME}]", "a = [\"/home/me\", \"/home/me\"]")]
    [InlineData("a = ${EMPTY}", "a = \"\"")]
    [InlineData("a = ${EMPTY}\"x\"", "a = \"x\"")]
    [InlineData("a = ${ODD}", "a = \"a \\\"b\\\"\\\\ ${x} # {\\u000a[\"")]
    [InlineData("a = ${\"a.b\"}", "a = \"dotted\"")]
    [InlineData("shared = 1\na = ${shared}", "shared = 1\na = ${shared}")]
    [InlineData("shared { b = 1 }\na = ${?shared}", "shared { b = 1 }\na = ${shared}")]
    [InlineData("x { b = 1 }\ny = ${x}\na = ${y.b}", "x { b = 1 }\ny = ${x}\na = ${y.b}")]
    [InlineData("a = \"${HOME}\" # ${HOME}", "a = \"${HOME}\" # ${HOME}")]
    public void A_variable_stands_in_its_place_unless_a_key_has_its_name(string text, string expected) => Assert.Equal(expected, Resolve(text));

    [Theory]
    [InlineData("a = 1\na = ${?NONE}\nb = 2", "a = 1\n\nb = 2")]
    [InlineData("a =\n ${?NONE}\nb = 2", "\n\nb = 2")]
    [InlineData("a = ${?NONE}${?NONE}\nb = 2", "\nb = 2")]
    [InlineData("a = x${?NONE}", "a = x")]
    [InlineData("a = ${?NONE}\"x\"", "a = \"x\"")]
    [InlineData("a = ${?NONE} { b = 1 }", "a =  { b = 1 }")]
    [InlineData("{ a = ${?NONE}, b = 2 }", "{  b = 2 }")]
    [InlineData("{ b = 2, a = ${?NONE} }", "{ b = 2 }")]
    [InlineData("{ b = 2, a.\"x y\".c : ${?NONE}, c = 3 }", "{ b = 2,  c = 3 }")]
    [InlineData("a = [${?NONE}]", "a = []")]
    [InlineData("a = [${?NONE}, ${?NONE}]", "a = []")]
    [InlineData("a = [x, ${?NONE}]", "a = [x]")]
    [InlineData("a = [${?NONE}, x]", "a = [ x]")]
    [InlineData("a = [\n ${?NONE}\n x\n]", "a = [\n \n x\n]")]
    public void What_need_not_be_there_leaves_nothing_behind(string text, string expected) => Assert.Equal(expected, Resolve(text));

    [Theory]
    [InlineData("spinner.children.a { command = x, args = [a, ${?NO_SUCH_VARIABLE}], cwd = ${?NO_SUCH_VARIABLE} }")]
    [InlineData("spinner.children.a { command = x, args = [a, ${?NO_SUCH_VARIABLE}, ${?NO_SUCH_VARIABLE}] }")]
    [InlineData("spinner.children.a { command = x, args = [${?NO_SUCH_VARIABLE}\n a] }")]
    [InlineData("spinner.children.a { cwd = ${?NO_SUCH_VARIABLE}, command = x, args = [\"a\"\"\"]\n env { X = ${?NO_SUCH_VARIABLE} } }")]
    public void What_is_left_is_HOCON(string text)
    {
        Assert.True(ChildrenFile.TryParse("test", text, out var file, out var errors), string.Join("; ", errors));
        var child = Assert.Single(file.Spinner.Children);
        Assert.Equal(("x", null, "a"), (child.Command, child.WorkingDirectory, Assert.Single(child.Args ?? [])));
        Assert.Empty(child.Environment ?? new Dictionary<string, string>());
    }

    [Fact]
    public void It_is_the_environment_of_this_process()
    {
        var (name, value) = Inherited.Environment.First(v => v.Key == "PATH");
        Assert.True(ChildrenFile.TryParse("test", $"spinner.children.a {{ command = ${{{name}}}/x, args = [\"${{{name}}}\"] }}", out var file, out var errors),
            string.Join("; ", errors));
        var child = Assert.Single(file.Spinner.Children);
        Assert.Equal((value + "/x", "${PATH}"), (child.Command, Assert.Single(child.Args!)));
    }

    private static string Resolve(string text)
    {
        var source = ConfigSource.Of(text, "/");
        var resolved = HoconVariables.Resolve(source, HoconOutline.Of(text), Variables, out var errors);
        Assert.Empty(errors);
        return resolved;
    }
}
