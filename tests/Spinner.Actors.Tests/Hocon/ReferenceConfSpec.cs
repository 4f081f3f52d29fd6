using System.Reflection;
using Akka.Configuration;
using Spinner.Actors.Configuration;
using Spinner.Actors.Tests.Configuration;

namespace Spinner.Actors.Tests.Hocon;

/// <summary>hocon/spinner.conf is the one place of defaults: every key in it is read, every option has a key in it.</summary>
public class ReferenceConfSpec
{
    private static readonly string[] OnlyInCode =
        [nameof(ChildOptions.Name), nameof(ChildOptions.Logger), nameof(SpinnerOptions.Clock), nameof(SpinnerOptions.Launcher), nameof(SpinnerOptions.Endpoints)];

    private static Setting File { get; } = HoconSettings.Of(ConfigurationFactory.ParseString(BuiltInDefaults.Text()).Root, "");

    private static IReadOnlyDictionary<string, Setting> Block => File.Members!["spinner"].Members!;

    [Fact]
    public void It_has_one_block() => Assert.Equal(["spinner"], File.Members!.Keys);

    [Fact]
    public void Every_key_is_read_and_every_key_that_is_read_is_there()
    {
        Assert.Equal(SpinnerKeys.All.Select(k => k.Key).Append(SpinnerKeys.Defaults).Append(SpinnerKeys.Children).Order(), Block.Keys.Order());
        Assert.Equal(ChildOptionTable.Keys.Select(k => k.Key).Order(), Block[SpinnerKeys.Defaults].Members!.Keys.Order());
        Assert.Empty(Block[SpinnerKeys.Children].Members!);
    }

    [Fact]
    public void Every_option_has_a_key()
    {
        Assert.Equal(Options<ChildOptions>(), ChildOptionTable.Keys.Select(k => k.Option).Order());
        Assert.Equal(
            Options<SpinnerOptions>(),
            SpinnerKeys.All.Select(k => k.Option).Append(nameof(SpinnerOptions.Defaults)).Append(nameof(SpinnerOptions.Children)).Order());
    }

    [Fact]
    public void Every_option_stands_in_the_table_once() =>
        Assert.Equal(EveryOption.Properties.Select(p => p.Name).Order(), ChildOptionTable.All.Select(o => o.Option).Order());

    [Theory]
    [MemberData(nameof(OptionsOfTheTable))]
    public void A_line_of_the_table_gives_and_sets_its_option_and_no_other(string option)
    {
        var line = ChildOptionTable.All.Single(o => o.Option == option);
        var (a, b) = EveryOption.Values[option];
        var options = line.Set(new ChildOptions(), a);

        Assert.Equal(a, line.Get(options));
        Assert.Equal([option], EveryOption.Properties.Where(p => p.GetValue(options) is not null).Select(p => p.Name));
        Assert.Equal(b, line.Get(line.Set(options, b)));
    }

    public static TheoryData<string> OptionsOfTheTable => [.. ChildOptionTable.All.Select(o => o.Option)];

    [Fact]
    public void Every_key_stands_below_a_comment()
    {
        var above = "";
        foreach (var line in BuiltInDefaults.Text().Split('\n').Select(l => l.Trim()))
        {
            var key = line.Split(' ')[0];
            if (ChildOptionTable.Keys.Any(k => k.Key == key) || SpinnerKeys.All.Any(k => k.Key == key))
                Assert.True(above.StartsWith('#') || key == "stderr", $"{key} has no comment");
            above = line;
        }
    }

    [Fact]
    public void It_gives_every_option_that_has_a_default()
    {
        string[] none = [nameof(ChildOptions.Script), nameof(ChildOptions.Command), nameof(ChildOptions.Args), nameof(ChildOptions.WorkingDirectory), nameof(ChildOptions.Monitor),
            nameof(ChildOptions.Kind), nameof(ChildOptions.Run), nameof(ChildOptions.Memory), nameof(ChildOptions.StopCommand), nameof(ChildOptions.Needs),
            nameof(ChildOptions.Umask), nameof(ChildOptions.User), nameof(ChildOptions.Group)];

        Assert.Equal(none.Order(), ChildOptionTable.Keys.Where(k => k.Get(BuiltInDefaults.Options) is null).Select(k => k.Option).Order());
        Assert.Equal(TimeSpan.FromSeconds(35), BuiltInDefaults.Spinner.DrainTimeout);
        Assert.Equal((EndpointSpec.Tcp, 3, 65536), (BuiltInDefaults.Options.Endpoint!, BuiltInDefaults.Options.Attempts, BuiltInDefaults.Options.OutputBuffer));
        Assert.Equal(["node"], BuiltInDefaults.Spinner.Runners["js"]);
        Assert.Equal("--file=${SCRIPT}", BuiltInDefaults.Spinner.Runners["cs"][3]);
    }

    [Fact]
    public void Its_values_change_nothing_when_they_are_written_out_as_a_block_of_ones_own() => Assert.True(EveryOption.Same(
        Reading.Spec(new ChildOptions { Name = "a", Command = "b" }).Options,
        Reading.Spec(new ChildOptions { Name = "a", Command = "b" }, SpinnerOptions.FromConfig(BuiltInDefaults.Text())).Options));

    private static IEnumerable<string> Options<T>() =>
        typeof(T).GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(p => p.Name).Except(OnlyInCode).Order();
}
