using CsCheck;
using Spinner.Actors.Configuration;

namespace Spinner.Actors.Tests.Configuration;

public class OptionMergeSpec
{
    [Fact]
    public void The_table_of_these_properties_knows_every_option() =>
        Assert.Equal(EveryOption.Properties.Select(p => p.Name).Order(), EveryOption.Values.Keys.Order());

    [Fact]
    public void What_a_child_says_wins_and_null_never_does() =>
        Gen.Select(EveryOption.Any, EveryOption.Any).Sample((child, defaults) =>
        {
            var merged = child.Over(defaults);
            return EveryOption.Properties.Where(p => p.Name is not (nameof(ChildOptions.Environment) or nameof(ChildOptions.Command) or nameof(ChildOptions.Run)))
                .All(p => Equals(p.GetValue(merged), p.GetValue(child) ?? p.GetValue(defaults)));
        });

    [Fact]
    public void A_command_and_a_line_for_the_shell_are_one_thing()
    {
        var (command, line) = (new ChildOptions { Command = "app" }, new ChildOptions { Run = "exec app" });

        Assert.Equal((null, "exec app"), (line.Over(command).Command, line.Over(command).Run));
        Assert.Equal(("app", null), (command.Over(line).Command, command.Over(line).Run));
    }

    [Fact]
    public void Nothing_over_something_and_something_over_nothing_is_something() =>
        EveryOption.Any.Sample(options =>
            EveryOption.Same(new ChildOptions().Over(options), options) && EveryOption.Same(options.Over(new ChildOptions()), options));

    [Fact]
    public void Merging_again_changes_nothing() =>
        Gen.Select(EveryOption.Any, EveryOption.Any).Sample((child, defaults) =>
        {
            var merged = child.Over(defaults);
            return EveryOption.Same(merged.Over(defaults), merged)
                && EveryOption.Same(child.Over(merged), merged)
                && EveryOption.Same(merged.Over(merged), merged);
        });

    [Fact]
    public void Layers_merge_in_any_grouping() =>
        Gen.Select(EveryOption.Any, EveryOption.Any, EveryOption.Any).Sample((child, spinner, builtIn) =>
            EveryOption.Same(child.Over(spinner).Over(builtIn), child.Over(spinner.Over(builtIn))));

    [Fact]
    public void Environments_merge_by_name()
    {
        var child = new ChildOptions { Environment = new Dictionary<string, string> { ["A"] = "child", ["B"] = "" } };
        var defaults = new ChildOptions { Environment = new Dictionary<string, string> { ["A"] = "default", ["B"] = "default", ["C"] = "default" } };

        Assert.Equal(new Dictionary<string, string> { ["A"] = "child", ["B"] = "", ["C"] = "default" }, child.Over(defaults).Environment);
    }
}
