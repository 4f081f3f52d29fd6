using Spinner.Actors;
using Spinner.Processes;

namespace Spinner.FrontDoor.Tests.Configuration;

/// <summary>What children behind a door are when nobody says otherwise.</summary>
public class BehindDoorSpec
{
    private static readonly ChildOptions Web = new() { Name = "web", Command = "any" };

    [Fact]
    public void A_child_that_says_nothing_listens_on_a_unix_socket_and_overlaps()
    {
        var web = Behind(new SpinnerOptions { Children = [Web] });
        Assert.Equal((EndpointSpec.Unix, ReloadMode.Overlap), (web.Endpoint, web.Reload));
    }

    [Fact]
    public void What_it_or_the_spinner_says_stays()
    {
        var said = Web with { Endpoint = EndpointSpec.Port(80), Reload = ReloadMode.Restart };
        Assert.Equal(said, Behind(new SpinnerOptions { Children = [said] }));
        var web = Behind(new SpinnerOptions { Defaults = new() { Endpoint = EndpointSpec.Tcp }, Children = [Web] });
        Assert.Equal((EndpointSpec.Tcp, ReloadMode.Overlap), (web.Endpoint, web.Reload));
    }

    [Theory]
    [InlineData("web", true)]
    [InlineData("other", false)]
    public void Without_a_domain_only_the_children_of_routes_are_behind_the_door(string routed, bool isBehind)
    {
        var door = new FrontDoorOptions { Domain = FrontDoorOptions.NoDomain, Routes = [new() { Name = "shop", Child = routed }] };
        Assert.Equal(isBehind ? EndpointSpec.Unix : null, Behind(new SpinnerOptions { Children = [Web] }, door).Endpoint);
    }

    private static ChildOptions Behind(SpinnerOptions spinner, FrontDoorOptions? door = null) => spinner.BehindDoor(door).Children.Single();
}
