using Microsoft.Extensions.Primitives;
using Spinner.FrontDoor.Messages;

namespace Spinner.FrontDoor.Tests.Messages;

public class ListFieldSpec
{
    [Theory]
    [InlineData("word", true)]
    [InlineData("WoRd", true)]
    [InlineData("a, word,b", true)]
    [InlineData("a,\tword \t,b", true)]
    [InlineData(" word ", true)]
    [InlineData("words, aword", false)]
    [InlineData("wo rd", false)]
    [InlineData("word;q=1", false)]
    [InlineData("", false)]
    public void A_word_stands_in_it_as_an_element_of_its_own(string line, bool stands)
    {
        Assert.Equal(stands, ListField.Contains(line, "word"));
        Assert.Equal(stands, ListField.Contains(new StringValues(["other", line]), "word"));
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData(" , \t,,", 0)]
    [InlineData("a", 1)]
    [InlineData("a, b ,c", 3)]
    [InlineData(",a, ,b,", 2)]
    public void Empty_elements_do_not_count(string line, int count) => Assert.Equal(count, ListField.Count(line));
}
