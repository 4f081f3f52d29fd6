using Spinner.Actors.Configuration;

namespace Spinner.Actors.Tests.Configuration;

public class ChildSpecEqualitySpec
{
    private static readonly ChildOptions Asked = new() { Name = "web", Script = "app.js", Args = ["a", "b"], Environment = Variables("A", "B") };

    /// <summary>Who starts a child first changes nothing about it.</summary>
    private static readonly string[] TakesNoPart = [nameof(ChildOptions.Autostart)];

    public static TheoryData<string> Options => [.. EveryOption.Properties.Select(p => p.Name)];

    [Fact]
    public void The_same_options_read_twice_are_equal()
    {
        var (one, two) = (Reading.Spec(Asked), Reading.Spec(Asked with { Args = ["a", "b"], Environment = Variables("B", "A") }));

        Assert.True(one.Equals(two));
        Assert.Equal(one.GetHashCode(), two.GetHashCode());
        Assert.NotSame(one.Options, two.Options);
    }

    [Theory]
    [MemberData(nameof(Options))]
    public void Every_option_takes_part_that_changes_how_a_child_is_run(string option)
    {
        var (a, b) = EveryOption.Values[option];
        var (one, two) = (With(option, a), With(option, b));

        Assert.Equal(TakesNoPart.Contains(option), one.Equals(two));
        Assert.Equal(TakesNoPart.Contains(option), two.Equals(one));
        Assert.True(one.Equals(With(option, a)));
        if (one.Equals(two)) Assert.Equal(one.GetHashCode(), two.GetHashCode());
    }

    [Fact]
    public void What_follows_from_options_is_compared_not_how_they_were_given()
    {
        var kept = Asked with { Keep = true };
        Assert.True(Reading.Spec(kept with { IdleTime = TimeSpan.FromSeconds(1) }).Equals(Reading.Spec(kept with { IdleTime = ChildOptions.Never })));
        var held = Asked with { Endpoint = EndpointSpec.Port(8080) };
        Assert.True(Reading.Spec(held with { Reload = ReloadMode.Overlap }).Equals(Reading.Spec(held with { Reload = ReloadMode.Restart })));
        Assert.False(Reading.Spec(Dll("app.dll")).Equals(Reading.Spec(Dll("app.txt")))); // the one is told its URLs

        static ChildOptions Dll(string script) => new() { Name = "a", Script = script, Command = "x", Args = ["y"], Monitor = MonitorTarget.None };
    }

    [Fact]
    public void Arguments_have_an_order() => Assert.False(Reading.Spec(Asked).Equals(Reading.Spec(Asked with { Args = ["b", "a"] })));

    [Fact]
    public void A_variable_more_or_another_value_is_another_child()
    {
        Assert.False(Reading.Spec(Asked).Equals(Reading.Spec(Asked with { Environment = Variables("A", "B", "C") })));
        var otherValue = new Dictionary<string, string> { ["A"] = "A", ["B"] = "other" };
        Assert.False(Reading.Spec(Asked).Equals(Reading.Spec(Asked with { Environment = otherValue })));
    }

    [Fact]
    public void Streams_are_compared_by_reference()
    {
        using var one = new MemoryStream();
        using var two = new MemoryStream();

        Assert.True(To(one).Equals(To(one)));
        Assert.False(To(one).Equals(To(two)));

        static ChildSpec To(Stream stream) => Reading.Spec(Asked with { Stdout = OutputTarget.Stream(stream) });
    }

    /// <summary>A child that runs a command, with that option besides.</summary>
    private static ChildSpec With(string option, object value)
    {
        var options = new ChildOptions { Name = "web", Command = "any", Monitor = MonitorTarget.None };
        if (option == nameof(ChildOptions.Run)) options = options with { Command = null };
        typeof(ChildOptions).GetProperty(option)!.SetValue(options, value);
        return Reading.Spec(options);
    }

    private static Dictionary<string, string> Variables(params string[] names) => names.ToDictionary(n => n);
}
