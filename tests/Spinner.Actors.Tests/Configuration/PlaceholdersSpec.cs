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
    [InlineData("$${PORT}}", "$20001}")]
    [InlineData("${${PORT}", "${20001")]
    [InlineData("${X ${PORT}", "${X 20001")]
    public void Are_replaced_once_and_nothing_else_is_touched(string text, string expanded) =>
        Assert.Equal(expanded, new Placeholders("20001", "::1", "${PORT}").Expand(text));

    [Fact]
    public void A_host_that_does_not_exist_stays_as_it_is() =>
        Assert.Equal("${HOST}:/a.sock", new Placeholders("/a.sock", null, "web").Expand("${HOST}:${PORT}"));

    [Fact]
    public void Expand_as_replacing_one_after_the_other_does() =>
        Gen.OneOf([.. Pieces.Select(Gen.Const)]).Array[0, 8].Select(string.Concat).Sample(text =>
            new Placeholders("1", "2", "3").Expand(text) == text.Replace("${PORT}", "1").Replace("${HOST}", "2").Replace("${NAME}", "3"));
}
