using System.Reflection;
using Akka.Event;
using Spinner.Actors.Configuration;
using Spinner.Processes;

namespace Spinner.Actors.Tests.Configuration;

public class ChildSpecEqualitySpec
{
    private static readonly ChildOptions Asked = new() { Name = "web", Script = "app.js", Args = ["a", "b"], Environment = Variables("A", "B") };

    private static readonly Dictionary<string, object?> Other = new()
    {
        [nameof(ChildSpec.Name)] = "other",
        [nameof(ChildSpec.Command)] = "other",
        [nameof(ChildSpec.Args)] = new[] { "other" },
        [nameof(ChildSpec.Environment)] = Variables("A", "C"),
        [nameof(ChildSpec.InheritEnvironment)] = false,
        [nameof(ChildSpec.AspNetUrls)] = true,
        [nameof(ChildSpec.WorkingDirectory)] = "/other",
        [nameof(ChildSpec.Endpoint)] = EndpointSpec.Unix,
        [nameof(ChildSpec.Ready)] = Readiness.Notify,
        [nameof(ChildSpec.StartTimeout)] = TimeSpan.Zero,
        [nameof(ChildSpec.Attempts)] = 99,
        [nameof(ChildSpec.StopTimeout)] = TimeSpan.Zero,
        [nameof(ChildSpec.KillTimeout)] = TimeSpan.Zero,
        [nameof(ChildSpec.StopSignal)] = StopSignal.Kill,
        [nameof(ChildSpec.MonitorPath)] = null,
        [nameof(ChildSpec.Stdout)] = OutputTarget.None,
        [nameof(ChildSpec.Stderr)] = OutputTarget.None,
        [nameof(ChildSpec.OutputRing)] = 0,
        [nameof(ChildSpec.Logger)] = Logging.GetLogger(new LoggingBus(), "other"),
        [nameof(ChildSpec.IdleTime)] = null,
        [nameof(ChildSpec.RestartTolerance)] = TimeSpan.Zero,
        [nameof(ChildSpec.FaultTimeout)] = TimeSpan.Zero,
        [nameof(ChildSpec.Overlaps)] = true,
        [nameof(ChildSpec.DrainTimeout)] = TimeSpan.Zero,
    };

    private static readonly Dictionary<string, object?> TakesNoPart = new()
    {
        [nameof(ChildSpec.Autostart)] = true,
        [nameof(ChildSpec.Options)] = new ChildOptions(),
    };

    public static TheoryData<string> Properties =>
        [.. typeof(ChildSpec).GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(p => p.Name)];

    [Fact]
    public void The_same_options_read_twice_are_equal()
    {
        var (one, two) = (Reading.Spec(Asked), Reading.Spec(Asked with { Args = ["a", "b"], Environment = Variables("B", "A") }));

        Assert.Equal(one, two);
        Assert.Equal(one.GetHashCode(), two.GetHashCode());
        Assert.NotSame(one.Options, two.Options);
    }

    [Theory]
    [MemberData(nameof(Properties))]
    public void Every_property_takes_part_that_changes_how_a_child_is_run(string property)
    {
        var (one, two) = (Reading.Spec(Asked), Reading.Spec(Asked));
        var takesPart = Other.TryGetValue(property, out var value);
        typeof(ChildSpec).GetProperty(property)!.SetValue(two, takesPart ? value : TakesNoPart[property]);

        Assert.Equal(!takesPart, one == two);
        Assert.Equal(!takesPart, two == one);
        if (!takesPart) Assert.Equal(one.GetHashCode(), two.GetHashCode());
    }

    [Fact]
    public void Arguments_have_an_order() => Assert.NotEqual(Reading.Spec(Asked), Reading.Spec(Asked with { Args = ["b", "a"] }));

    [Fact]
    public void A_variable_more_or_another_value_is_another_child()
    {
        Assert.NotEqual(Reading.Spec(Asked), Reading.Spec(Asked with { Environment = Variables("A", "B", "C") }));
        var otherValue = new Dictionary<string, string> { ["A"] = "A", ["B"] = "other" };
        Assert.NotEqual(Reading.Spec(Asked), Reading.Spec(Asked with { Environment = otherValue }));
    }

    [Fact]
    public void Streams_are_compared_by_reference()
    {
        using var one = new MemoryStream();
        using var two = new MemoryStream();

        Assert.Equal(To(one), To(one));
        Assert.NotEqual(To(one), To(two));

        static ChildSpec To(Stream stream) => Reading.Spec(Asked with { Stdout = OutputTarget.Stream(stream) });
    }

    private static Dictionary<string, string> Variables(params string[] names) => names.ToDictionary(n => n);
}
