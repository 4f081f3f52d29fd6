using Spinner.FrontDoor.Configuration;
using Spinner.FrontDoor.Messages;
using Spinner.FrontDoor.Routing;

namespace Spinner.FrontDoor.Tests.Routing;

public class RoutingTableSpec
{
    private static RoutingTable Table(params FrontDoorRoute[] routes) =>
        new(new FrontDoorOptions { Routes = routes }.Filled(), static child => new App(child));

    private static readonly RoutingTable Many = Table(
        new() { Name = "exact", Hosts = ["web.example.com", "127.0.0.1", "::1", "[::2]"] },
        new() { Name = "exact-api", Hosts = ["web.example.com"], Path = "/api" },
        new() { Name = "exact-api-v2", Hosts = ["web.example.com"], Path = "/api/v2/" },
        new() { Name = "below", Hosts = ["*.example.com"] },
        new() { Name = "far-below", Hosts = ["*.eu.example.com"] },
        new() { Name = "only-api", Hosts = ["api.example.org"], Path = "/api" },
        new() { Name = "anywhere", Path = "/anywhere" });

    private static string? Find(string header, string path)
    {
        var host = HostPart.Of(header);
        return (Many.FindByHost(host, path) ?? Many.FindByPath(path))?.Name;
    }

    [Theory]
    [InlineData("web.example.com", "/", "exact")]
    [InlineData("WEB.Example.com:8080", "/x", "exact")]
    [InlineData("web.example.com.", "/x", "exact")]
    [InlineData("127.0.0.1:80", "/", "exact")]
    [InlineData("[::1]:80", "/", "exact")]
    [InlineData("[::2]", "/", "exact")]
    [InlineData("web.example.com", "/api", "exact-api")]
    [InlineData("web.example.com", "/api/v1", "exact-api")]
    [InlineData("web.example.com", "/apix", "exact")]
    [InlineData("web.example.com", "/API", "exact")]
    [InlineData("web.example.com", "/api/v2", "exact-api-v2")]
    [InlineData("web.example.com", "/api/v2/x", "exact-api-v2")]
    [InlineData("other.example.com", "/", "below")]
    [InlineData("a.b.example.com", "/", "below")]
    [InlineData("a.eu.example.com", "/", "far-below")]
    [InlineData("eu.example.com", "/", "below")]
    [InlineData("example.com", "/", null)]
    [InlineData("badexample.com", "/", null)]
    [InlineData("api.example.org", "/api/x", "only-api")]
    [InlineData("api.example.org", "/", null)]
    [InlineData("api.example.org", "/anywhere/x", "anywhere")]
    [InlineData("nowhere", "/anywhere", "anywhere")]
    [InlineData("", "/", null)]
    public void A_host_and_a_path_lead_to_one_route(string host, string path, string? route) => Assert.Equal(route, Find(host, path));

    [Theory]
    [InlineData("web.localhost", "web")]
    [InlineData("WEB.LOCALHOST:1", "WEB")]
    [InlineData("a.b.localhost", "a.b")]
    [InlineData("localhost", "")]
    [InlineData(".localhost", "")]
    [InlineData("weblocalhost", "")]
    [InlineData("web.localhost.example.com", "")]
    public void What_stands_before_the_domain_is_a_childs_name(string host, string child) =>
        Assert.Equal(child, Table().ChildOf(HostPart.Of(host)).ToString());

    [Fact]
    public void A_child_below_the_domain_is_found_in_any_case_once_it_is_known()
    {
        var table = Table();
        Assert.Null(table.FindByChild("web"));
        var route = table.AddChild(new App("web"));
        Assert.Same(route, table.FindByChild("WEB"));
        table.RemoveChild("web");
        Assert.Null(table.FindByChild("web"));
    }

    [Fact]
    public void Without_a_domain_no_host_is_a_childs_name() =>
        Assert.Equal("", new RoutingTable(new FrontDoorOptions { Domain = FrontDoorOptions.NoDomain }.Filled(), c => new App(c)).ChildOf("web.off").ToString());

    [Fact]
    public void Probes_are_known_by_path_or_user_agent()
    {
        var route = Table(new FrontDoorRoute { Name = "web", IgnorePaths = ["/health/"], IgnoreUserAgents = ["kube-probe"] }).Routes[0];

        Assert.True(route.Ignores("/health", null));
        Assert.True(route.Ignores("/health/live", "x"));
        Assert.True(route.Ignores("/", "Kube-Probe/1.31"));
        Assert.False(route.Ignores("/healthy", "curl"));
        Assert.False(route.Ignores("/", null));
    }

    [Fact]
    public void A_look_up_allocates_nothing()
    {
        Look();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++) Look();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        static void Look()
        {
            var host = HostPart.Of("a.eu.example.com:8080");
            if (Many.FindByHost(host, "/api/v2") is null || !Many.ChildOf(host).IsEmpty) throw new InvalidOperationException();
        }
    }
}
