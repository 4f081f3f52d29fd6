using Spinner.Actors.Configuration;

namespace Spinner.Actors.Tests.Configuration;

public class OptionErrorSpec
{
    [Fact]
    public void Names_the_option_the_value_and_what_is_allowed()
    {
        Assert.Equal(
            "Attempts is 0; allowed: 1 to 100",
            Assert.Single(Reading.Errors(new ChildOptions { Script = "a.js", Attempts = 0 })).ToString());
        Assert.Equal(
            "IdleTime is 00:00:00; allowed: 1 ms to 24 days, or ChildOptions.Never (-1 ms)",
            Assert.Single(Reading.Errors(new ChildOptions { Script = "a.js", IdleTime = TimeSpan.Zero })).ToString());
    }

    [Fact]
    public void Shows_one_short_line()
    {
        Assert.Equal("\"a\\u0000\\u000ab\\ud83d\"", OptionError.Format("a\0\nb\ud83d"));
        Assert.Equal($"\"{new string('x', 80)}\"", OptionError.Format(new string('x', 80)));
        Assert.Equal($"\"{new string('x', 80)}…\" (81 characters)", OptionError.Format(new string('x', 81)));
        Assert.Equal("not given", OptionError.Format(null));
    }
}
