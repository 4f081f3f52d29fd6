using Akka.Configuration;
using Spinner.Actors.Configuration;
using Spinner.Actors.TestKit;

namespace Spinner.Actors.Tests.Configuration;

/// <summary>What can be wrong with needs is told where they are declared, all at once.</summary>
public class NeedCheckSpec
{
    [Theory]
    [InlineData("needs = [\"\"]", "needs[0] is \"\"; allowed: 1 to 255 characters")]
    [InlineData("needs = [db, db]", "needs[1] is \"db\"; allowed: each child once")]
    [InlineData("needs = [{ name = db, when = soon }]", "allowed: the name of a child, or a block { name, when, restart-with } with started, ready or done, and on or off")]
    [InlineData("needs = [{ name = db, wen = done }]", "allowed: the name of a child, or a block")]
    [InlineData("needs = [{ when = done }]", "allowed: the name of a child, or a block")]
    [InlineData("needs = [{ name = db, when = done, restart-with = on }]", "RestartWith with Started or Ready: a task that is done has no launch")]
    [InlineData("needs = { name = db }", "allowed: a list of names of children, or of blocks")]
    public void A_need_that_is_wrong_by_itself_is_told_with_its_place(string needs, string expected)
    {
        var wrong = Assert.Throws<ConfigurationException>(() => SpinnerOptions.FromConfig($"spinner.children.web {{\ncommand = any\n{needs}\n}}"));

        Assert.Contains(expected, wrong.Message);
    }

    [Fact]
    public void They_are_written_in_both_forms()
    {
        var options = SpinnerOptions.FromConfig("spinner.children.web {\ncommand = any\nneeds = [db, { name = migrate, when = done }, { name = cache, when = started, restart-with = on }]\n}");

        Assert.Equal(
            [new ChildNeed("db"), new ChildNeed("migrate") { When = NeedWhen.Done }, new ChildNeed("cache") { When = NeedWhen.Started, RestartWith = true }],
            options.Children[0].Needs!);
    }

    [Fact]
    public void Whoever_is_needed_is_looked_at_when_all_are_known_and_every_mistake_is_told_once()
    {
        var wrong = Assert.Throws<ConfigurationException>(() => SpinnerDeclaration.Read(ConfigurationFactory.ParseString("""
            spinner.children {
              web {
                command = any
                needs = [apy, { name = cache, when = done }]
              }
              api {
                command = any
                needs = [db]
              }
              db {
                command = any
                needs = [cache]
              }
              cache {
                command = any
                needs = [api]
              }
              self {
                command = any
                needs = [self]
              }
              late {
                command = any
                needs = [migrate]
              }
              migrate {
                kind = task
                command = any
              }
            }
            """), "spinner", new SpinnerOptions(), []));

        Assert.Equal(
            "The settings of the spinner are wrong: "
            + "spinner.children.web.needs[0] is \"apy\"; allowed: the name of a declared child, did you mean \"api\"?; "
            + "spinner.children.web.needs[1] is done of \"cache\"; allowed: done of a task (ready = exit); started or ready of what serves; "
            + "spinner.children.api.needs is a circle: api needs db needs cache needs api; allowed: no child that needs itself, over whatever others; "
            + "spinner.children.self.needs is a circle: self needs self; allowed: no child that needs itself, over whatever others",
            wrong.Message);
    }

    [Fact]
    public void They_belong_to_one_child()
    {
        var wrong = Assert.Throws<ConfigurationException>(() => SpinnerDeclaration.Read(
            ConfigurationFactory.ParseString("spinner.defaults {\nneeds = [db]\n}"), "spinner", new SpinnerOptions(), []));

        Assert.Contains("spinner.defaults.needs is given; allowed: nothing: it belongs to one child", wrong.Message);
    }

    [Fact]
    public void A_circle_of_five_is_found_and_a_graph_without_one_has_none()
    {
        var needs = new Dictionary<string, string[]> { ["a"] = ["b"], ["b"] = ["c", "x"], ["c"] = ["d"], ["d"] = ["e"], ["e"] = ["a", "x"], ["x"] = [] };

        Assert.Equal(["c", "d", "e", "a", "b", "c"], NeedGraph.Circle("c", name => needs[name])!);
        Assert.Null(NeedGraph.Circle("x", name => needs[name]));
        needs["e"] = ["x"];
        Assert.All(needs.Keys, name => Assert.Null(NeedGraph.Circle(name, n => needs[n])));
    }
}
