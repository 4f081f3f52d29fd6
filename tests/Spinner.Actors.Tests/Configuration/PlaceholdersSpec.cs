using CsCheck;
using Spinner.Actors.Configuration;

namespace Spinner.Actors.Tests.Configuration;

public class PlaceholdersSpec
{
    private static readonly string[] Pieces = ["${PORT}", "${HOST}", "${NAME}", "${X}", "${", "}", "$", "a"];

    [Theory]
    [InlineData("", "")]
    [InlineData("plain", "plain")]
    [InlineData("${PORT}", "20001")]
    [InlineData("${PORT}${PORT}", "2000120001")]
    [InlineData("http://${HOST}:${PORT}/${NAME}!", "http://::1:20001/${PORT}!")]
    [InlineData("${HOME} ${port} ${} $PORT {PORT} ${PORT", "${HOME} ${port} ${} $PORT {PORT} ${PORT")]
    [InlineData("$${PORT}}", "${PORT}}")]
    [InlineData("$$${PORT}", "$20001")]
    [InlineData("$$$${PORT}", "$${PORT}")]
    [InlineData("for NAME in a b; do echo $${NAME}; done", "for NAME in a b; do echo ${NAME}; done")]
    [InlineData("$$ $${HOME} $${X}", "$$ $${HOME} $${X}")]
    [InlineData("${PORT}$${PORT}", "20001${PORT}")]
    [InlineData("${${PORT}", "${20001")]
    [InlineData("${X ${PORT}", "${X 20001")]
    public void Are_replaced_once_and_nothing_else_is_touched(string text, string expanded) =>
        Assert.Equal(expanded, new Placeholders("20001", "::1", "${PORT}").Expand(text));

    [Fact]
    public void A_host_that_does_not_exist_stays_as_it_is() =>
        Assert.Equal("${HOST}:/a.sock", new Placeholders("/a.sock", null, "web").Expand("${HOST}:${PORT}"));

    [Fact]
    public void An_escaped_host_is_the_same_text_whether_there_is_one_or_not()
    {
        Assert.Equal("${HOST}", new Placeholders("/a.sock", null, "web").Expand("$${HOST}"));
        Assert.Equal("${HOST}", new Placeholders("1", "::1", "web").Expand("$${HOST}"));
    }

    [Fact]
    public void Expand_as_replacing_one_after_the_other_does() =>
        Gen.OneOf([.. Pieces.Select(Gen.Const)]).Array[0, 8].Select(string.Concat).Where(text => !text.Contains("$${")).Sample(text =>
            new Placeholders("1", "2", "3").Expand(text) == text.Replace("${PORT}", "1").Replace("${HOST}", "2").Replace("${NAME}", "3"));

    [Fact]
    public void Every_text_can_be_written() =>
        Gen.OneOf([.. Pieces.Select(Gen.Const)]).Array[0, 8].Select(string.Concat).Sample(text =>
            new Placeholders("1", "2", "3").Expand(Escape(text)) == text);

    private static string Escape(string text) => System.Text.RegularExpressions.Regex.Replace(
        text, @"\$+(?=\{(PORT|HOST|NAME)\})", dollars => dollars.Value + dollars.Value);
}
