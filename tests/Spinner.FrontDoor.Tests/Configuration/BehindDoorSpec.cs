using Spinner.Actors;
using Spinner.FrontDoor.Configuration;
using Spinner.FrontDoor.Routing;

namespace Spinner.FrontDoor.Tests.Configuration;

/// <summary>What children behind a door are when nobody says otherwise.</summary>
public class BehindDoorSpec
{
    private static readonly ChildOptions Web = new() { Name = "web", Command = "any" };

    [Fact]
    public void A_child_that_says_nothing_gets_a_port_number_as_most_programs_want_and_overlaps()
    {
        var web = Behind(new SpinnerOptions { Children = [Web] });
        Assert.Equal((null, ReloadMode.Overlap), (web.Endpoint, web.Reload));
    }

    [Fact]
    public void What_it_or_the_spinner_says_stays()
    {
        var said = Web with { Endpoint = EndpointSpec.Port(80), Reload = ReloadMode.Restart };
        Assert.Equal(said, Behind(new SpinnerOptions { Children = [said] }));
        var web = Behind(new SpinnerOptions { Defaults = new() { Reload = ReloadMode.Restart }, Children = [Web] });
        Assert.Equal((null, ReloadMode.Restart), (web.Endpoint, web.Reload));
    }

    [Fact]
    public void What_listens_on_nothing_is_behind_no_door()
    {
        Assert.Null(Behind(new SpinnerOptions { Children = [Web with { Kind = ChildKind.Worker }] }).Reload);
        Assert.Null(Behind(new SpinnerOptions { Children = [Web with { Ready = Readiness.Exit, Endpoint = EndpointSpec.None }] }).Reload);
        Assert.Null(Behind(new SpinnerOptions { Defaults = new() { Kind = ChildKind.Worker }, Children = [Web] }).Reload);
    }

    [Theory]
    [InlineData("web", true)]
    [InlineData("other", false)]
    public void Without_a_domain_only_the_children_of_routes_are_behind_the_door(string routed, bool isBehind)
    {
        var door = new FrontDoorOptions { Domain = FrontDoorOptions.NoDomain, Routes = [new() { Name = "shop", Child = routed }] };
        Assert.Equal(isBehind ? ReloadMode.Overlap : null, Behind(new SpinnerOptions { Children = [Web] }, door).Reload);
    }

    [Fact]
    public void A_child_that_only_a_route_names_has_the_defaults_that_the_door_was_given()
    {
        var door = new FrontDoorOptions
        {
            ChildDefaults = new()
            {
                Endpoint = EndpointSpec.Unix,
                StopTimeout = TimeSpan.FromSeconds(7),
                Environment = new Dictionary<string, string> { ["A"] = "1" },
            },
            Routes =
            [
                new() { Name = "./site.js" },
                new() { Name = "web", Path = "/web", Start = Web with { Endpoint = EndpointSpec.Port(80), Reload = ReloadMode.Restart } },
            ],
        };
        var routes = new RoutingTable(door.Filled(), name => new App(name)).Routes;

        var (script, start) = (routes[0].Script!, routes[1].Start!);
        Assert.Equal(("./site.js", "./site.js", EndpointSpec.Unix, ReloadMode.Overlap), (script.Name, script.Script, script.Endpoint, script.Reload));
        Assert.Equal((TimeSpan.FromSeconds(7), "1"), (script.StopTimeout, script.Environment!["A"]));
        Assert.Equal(("web", EndpointSpec.Port(80), ReloadMode.Restart, TimeSpan.FromSeconds(7)),
            (start.Name, start.Endpoint, start.Reload, start.StopTimeout));

        var bare = new RoutingTable((door with { ChildDefaults = null }).Filled(), name => new App(name)).Routes[0].Script!;
        Assert.Equal((null, ReloadMode.Overlap, null), (bare.Endpoint, bare.Reload, bare.StopTimeout));
    }

    private static ChildOptions Behind(SpinnerOptions spinner, FrontDoorOptions? door = null) => spinner.BehindDoor(door).Children.Single();
}
