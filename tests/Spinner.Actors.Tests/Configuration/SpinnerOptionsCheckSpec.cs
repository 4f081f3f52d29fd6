using Spinner.Actors.Configuration;

namespace Spinner.Actors.Tests.Configuration;

public class SpinnerOptionsCheckSpec
{
    [Fact]
    public void The_defaults_are_right() => Assert.Empty(Wrong(new SpinnerOptions()));

    [Fact]
    public void The_drain_timeout_is_0_to_24_days()
    {
        var tick = TimeSpan.FromTicks(1);

        Assert.Empty(Wrong(new SpinnerOptions { DrainTimeout = TimeSpan.Zero }));
        Assert.Empty(Wrong(new SpinnerOptions { DrainTimeout = TimeSpan.FromDays(24) }));
        Assert.Equal(["DrainTimeout"], Wrong(new SpinnerOptions { DrainTimeout = -tick }));
        foreach (var right in new[] { ChildOptions.Unlimited, 1, 100_000 }) Assert.Empty(Wrong(new SpinnerOptions { MaxRunning = right }));
        foreach (var wrong in new[] { 0, -2, 100_001 }) Assert.Equal(["MaxRunning"], Wrong(new SpinnerOptions { MaxRunning = wrong }));
        Assert.Equal(["DrainTimeout"], Wrong(new SpinnerOptions { DrainTimeout = TimeSpan.FromDays(24) + tick }));
    }

    [Fact]
    public void A_memory_budget_is_a_size_or_a_share()
    {
        foreach (var right in new[] { MemoryBudget.Off, MemoryBudget.Size(1 << 20), MemoryBudget.Size(1L << 44), MemoryBudget.Percent(1), MemoryBudget.Percent(100) })
            Assert.Empty(Wrong(new SpinnerOptions { MemoryBudget = right }));
        foreach (var wrong in new[] { MemoryBudget.Size((1 << 20) - 1), MemoryBudget.Size((1L << 44) + 1), MemoryBudget.Percent(0), MemoryBudget.Percent(101) })
            Assert.Equal(["MemoryBudget"], Wrong(new SpinnerOptions { MemoryBudget = wrong }));
    }

    [Fact]
    public void A_group_has_members_and_one_of_them_may_run_at_least()
    {
        Assert.Empty(Wrong(Group(new RoomGroup { Members = ["a", "b"] })));
        Assert.Equal(["Room[\"gpu\"].Running"], Wrong(Group(new RoomGroup { Members = ["a"], Running = 0 })));
        Assert.Equal(["Room[\"gpu\"].Members"], Wrong(Group(new RoomGroup())));
        Assert.Equal(["Room[\"gpu\"].Members"], Wrong(Group(new RoomGroup { Members = ["a", "a"] })));
        Assert.Equal(["Room[\"gpu\"].Members"], Wrong(Group(new RoomGroup { Members = [""] })));

        static SpinnerOptions Group(RoomGroup group) => new() { Room = new Dictionary<string, RoomGroup> { ["gpu"] = group } };
    }

    [Theory]
    [InlineData("lua", "lua", true)]
    [InlineData("r", "", false)]
    [InlineData("R", "Rscript", false)]
    [InlineData(".r", "Rscript", false)]
    [InlineData("tar.gz", "tar", false)]
    [InlineData("", "sh", false)]
    [InlineData("a/b", "sh", false)]
    [InlineData("r", "R\0", false)]
    public void A_runner_has_an_extension_and_a_program(string extension, string program, bool right) =>
        Assert.Equal(
            right ? [] : [$"Runners[{OptionError.Format(extension)}]"],
            Wrong(new SpinnerOptions { Runners = new Dictionary<string, IReadOnlyList<string>> { [extension] = [program] } }));

    [Fact]
    public void A_runner_is_not_empty() =>
        Assert.Equal(["Runners[\"js\"]"], Wrong(new SpinnerOptions { Runners = new Dictionary<string, IReadOnlyList<string>> { ["js"] = [] } }));

    [Fact]
    public void A_state_directory_is_a_path() => Assert.Equal(["StateDirectory"], Wrong(new SpinnerOptions { StateDirectory = "" }));

    [Fact]
    public void A_run_directory_is_a_path() => Assert.Equal(["RunDirectory"], Wrong(new SpinnerOptions { RunDirectory = "" }));

    [Fact]
    public void Defaults_have_nothing_that_belongs_to_one_child() =>
        Assert.Equal(
            ["Defaults.Name", "Defaults.Args", "Defaults.Script"],
            Wrong(new SpinnerOptions
            {
                Defaults = new ChildOptions { Name = "a", Args = [], Script = "a.js" },
                Children = [new ChildOptions { Script = "b.js" }],
            }));

    [Fact]
    public void Children_have_different_names()
    {
        var errors = SpinnerOptionsCheck.Validate(new SpinnerOptions
        {
            Children = [new ChildOptions { Script = "a.js" }, new ChildOptions { Name = "a.js", Command = "app" }, new ChildOptions { Script = "A.js" }],
        });

        Assert.Equal("Children[\"a.js\"].Name is \"a.js\"; allowed: a name no other child has", Assert.Single(errors).ToString());
    }

    [Fact]
    public void Mistakes_of_a_child_carry_its_name_and_those_of_the_defaults_are_told_once() =>
        Assert.Equal(
            ["Defaults.Attempts", "Children[\"a.js\"].OutputBuffer", "Children[\"b.js\"].Attempts", "Children[#2].Name", "Children[#2].Command"],
            Wrong(new SpinnerOptions
            {
                Defaults = new ChildOptions { Attempts = 0 },
                Children = [new ChildOptions { Script = "a.js", OutputBuffer = -1 }, new ChildOptions { Script = "b.js", Attempts = 101 }, new ChildOptions()],
            }));

    private static IEnumerable<string> Wrong(SpinnerOptions options) => SpinnerOptionsCheck.Validate(options).Select(e => e.Option);
}
