using Spinner.Host.Settings;

namespace Spinner.Host.Tests.Settings;

public class HoconBalanceSpec
{
    [Theory]
    [InlineData("a {\n b = 1\n", "line 1: '{' is never closed")]
    [InlineData("a { b { c = 1\n", "line 1: '{' is never closed")]
    [InlineData("a = [1, 2\n", "line 1: '[' is never closed")]
    [InlineData("a {\n}\n}\n", "line 3: '}' closes nothing")]
    [InlineData("a = \"x\nb = 1\n", "line 1: the text in quotes has no end")]
    [InlineData("a = \"\"\"x\nb = 1\n", "line 1: the text in triple quotes has no end")]
    [InlineData("a {\n b = [1\n}\n", "line 3: '}' closes nothing; '[' of line 2 is open")]
    public void What_has_no_other_half_is_told_with_its_line(string text, string expected) =>
        Assert.Single(HoconBalance.Check(text), error => error == expected);

    [Theory]
    [InlineData("a { b = \"}\" } # {")]
    [InlineData("a = \"\\\"{\" // [")]
    [InlineData("a = \"\"\"{ \" \"\"\"")]
    [InlineData("url = http://x/y\na { }")]
    [InlineData("a = \"${?X}\" # ${?X}")]
    [InlineData("a = 1\nb = ${a}")]
    public void What_only_looks_like_a_bracket_is_none(string text) => Assert.Empty(HoconBalance.Check(text));

    [Fact]
    public void What_the_parser_does_not_take_is_told_with_its_line()
    {
        Assert.False(ChildrenFile.TryParse("test", "spinner {\n engine = auto\n children { a { attempts = 1 } , , }\n}\n", out _, out var errors));
        Assert.StartsWith("line 3: not HOCON: Unknown token", Assert.Single(errors), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_nested_beyond_sense_is_refused_at_once()
    {
        Assert.Contains("nested more than 100 deep", Assert.Single(HoconBalance.Check(string.Concat(Enumerable.Repeat("a {", 300_000)))), StringComparison.Ordinal);
        Assert.Contains("nested more than 100 deep", Assert.Single(HoconBalance.Check("a = " + new string('[', 300_000))), StringComparison.Ordinal);
        Assert.False(ChildrenFile.TryParse("test", "a" + string.Concat(Enumerable.Repeat(".a", 300_000)) + " = 1", out _, out var errors));
        Assert.Contains("more than 100 parts", Assert.Single(errors), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_built_in_is_right()
    {
        Assert.True(ChildrenFile.TryRead(null, out var quickstart, out var errors), string.Join("; ", errors));
        Assert.Contains(Quickstart.Runnable(quickstart.Spinner).Children, c => c.Name == "hello");
    }
}
