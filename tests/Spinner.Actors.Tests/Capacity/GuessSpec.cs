using Microsoft.Extensions.Time.Testing;
using Spinner.Actors.Capacity;

namespace Spinner.Actors.Tests.Capacity;

/// <summary>What a child counts as of which nothing is known.</summary>
public class GuessSpec
{
    private readonly CostBook _book = new(new FakeTimeProvider());

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(9, 9)]
    [InlineData(10, 9)]
    [InlineData(11, 10)]
    [InlineData(20, 18)]
    public void Nine_of_ten_of_the_known_ones_hold_no_more(int known, long guess)
    {
        foreach (var bytes in Enumerable.Range(1, known).Reverse()) Measured($"child-{bytes}", bytes);

        Assert.Equal(new Cost(guess, CostSource.Guessed), _book.Of("new", null));
    }

    [Fact]
    public void Of_nobody_nothing_is_known() => Assert.Equal(new Cost(0, CostSource.Unknown), _book.Of("new", null));

    [Fact]
    public void What_its_options_say_is_no_guess()
    {
        Measured("other", 500);

        Assert.Equal(new Cost(100, CostSource.Declared), _book.Of("new", 100));
    }

    private void Measured(string name, long bytes) => _book.Note(name, new object(), bytes, isComplete: true);
}
