using System.Reflection;
using Akka.Configuration;
using Spinner.Actors.Configuration;
using Spinner.FrontDoor.Configuration;

namespace Spinner.FrontDoor.Tests.Configuration;

/// <summary>hocon/frontdoor.conf is the one place of defaults: every key in it is read, every option has a key in it.</summary>
public class FrontDoorConfSpec
{
    private static readonly string[] OnlyInCode =
        [nameof(FrontDoorOptions.Clock), nameof(FrontDoorOptions.ChildDefaults), nameof(FrontDoorRoute.Name), nameof(FrontDoorRoute.Start)];
    private static readonly string[] Blocks = [nameof(FrontDoorOptions.Defaults), nameof(FrontDoorOptions.Routes)];

    private static IReadOnlyDictionary<string, Setting> Block { get; } =
        HoconSettings.Of(ConfigurationFactory.ParseString(FrontDoorDefaults.Text()).Root, "").Members![FrontDoorKeys.Block].Members!;

    [Fact]
    public void Every_key_is_read_and_every_key_that_is_read_is_there()
    {
        Assert.Equal(FrontDoorKeys.All.Select(k => k.Key).Append(FrontDoorKeys.Defaults).Append(FrontDoorKeys.Routes).Order(), Block.Keys.Order());
        Assert.Equal(RouteKeys.All.Select(k => k.Key).Order(), Block[FrontDoorKeys.Defaults].Members!.Keys.Order());
        Assert.Empty(Block[FrontDoorKeys.Routes].Members!);
    }

    [Fact]
    public void Every_option_has_a_key()
    {
        Assert.Equal(Options<FrontDoorOptions>(), FrontDoorKeys.All.Select(k => k.Option).Concat(Blocks).Order());
        Assert.Equal(Options<FrontDoorRoute>(), RouteKeys.All.Select(k => k.Option).Order());
    }

    [Fact]
    public void Every_option_that_is_no_routes_own_has_a_default()
    {
        string[] own = [nameof(FrontDoorRoute.Child), nameof(FrontDoorRoute.Hosts), nameof(FrontDoorRoute.Path), nameof(FrontDoorRoute.ByJson), nameof(FrontDoorRoute.ByValues)];
        Assert.Equal(own.Order(), RouteKeys.All.Where(k => k.Get(FrontDoorDefaults.Options.Defaults) is null).Select(k => k.Option).Order());
        Assert.Equal([nameof(FrontDoorOptions.Certificates)], FrontDoorKeys.All.Where(k => k.Get(FrontDoorDefaults.Options) is null).Select(k => k.Option));
        Assert.Equal((100, Seconds(35)), (FrontDoorDefaults.Options.Defaults.Queue, FrontDoorDefaults.Options.Defaults.MaxWait));
    }

    [Fact]
    public void Every_key_stands_below_a_comment()
    {
        var lines = FrontDoorDefaults.Text().Split('\n').Select(l => l.Trim()).ToList();
        foreach (var (index, line) in lines.Index().Skip(1))
            if (line.Contains(" = ", StringComparison.Ordinal) && !line.StartsWith('#')) Assert.StartsWith("#", lines[index - 1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_block_says_what_it_says_and_a_route_falls_back_to_the_defaults()
    {
        var read = FrontDoorOptions.FromConfig(ConfigurationFactory.ParseString("""
            front-door {
              domain = off
              max-request-head = 7KiB
              defaults { queue = 5, cold-start = page }
              routes {
                shop { hosts = ["shop.example.com", "*.shop.example.com"], path = /x, strip-path = on, child = web, max-wait = 2s }
                other {}
              }
            }
            """));

        Assert.Equal((FrontDoorOptions.NoDomain, 7 * 1024, null), (read.Domain, read.MaxRequestHead, read.Listen));
        var routes = read.Filled().Routes;
        Assert.Equal(["shop", "other"], routes.Select(r => r.Name));
        Assert.Equal(("web", "/x", true, Seconds(2), 5), (routes[0].Child, routes[0].Path, routes[0].StripPath, routes[0].MaxWait, routes[0].Queue));
        Assert.Equal((null, ColdStartMode.Page, Seconds(35)), (routes[1].Child, routes[1].ColdStart, routes[1].MaxWait));
    }

    [Fact]
    public void Everything_that_is_wrong_is_told_at_once_with_its_place()
    {
        var wrong = Assert.Throws<ConfigurationException>(() => FrontDoorOptions.FromConfig(ConfigurationFactory.ParseString("""
            front-door {
              listen = ["ftp://x"], max-running = 0, max-request-head = 0, domian = localhost
              defaults { child = web }
              routes { web { queue = -1, path = api, hosts = ["a b"], retry = perhaps } }
              certificates { "web.example.com" { cert = "/nowhere/a.pem", key = "/nowhere/b.pem" } }
            }
            """))).Message;

        foreach (var place in (string[])
        [
            "front-door.listen[0] is \"ftp://x\"; allowed: http://, h2c:// or https://", "front-door.max-running is an unknown key", "front-door.max-request-head is 0; allowed: ",
            "front-door.domian is an unknown key, did you mean domain?; allowed: the keys listen, domain", "front-door.defaults.child is \"web\"; allowed: nothing",
            "front-door.routes.web.queue is \"-1\"; allowed: a whole number", "front-door.routes.web.path is \"api\"; allowed: a path that begins",
            "front-door.routes.web.hosts[0] is \"a b\"", "front-door.routes.web.retry is \"perhaps\"; allowed: on or off", "/nowhere/a.pem",
        ])
            Assert.Contains(place, wrong, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_wrong_only_beside_something_else_is_told_with_its_place_too()
    {
        var wrong = Assert.Throws<ConfigurationException>(() => FrontDoorOptions.FromConfig(ConfigurationFactory.ParseString("""
            front-door {
              listen = ["https://localhost:8443"]
              routes {
                a { path = /x }
                b { path = /x }
              }
            }
            """))).Message;

        Assert.Contains("front-door.routes.b.hosts is \"any host/x\"; allowed: what no other route answers", wrong, StringComparison.Ordinal);
        Assert.Contains("front-door.certificates is \"\"; allowed: at least one certificate, because of https://localhost:8443", wrong, StringComparison.Ordinal);
    }

    [Fact]
    public void In_code_it_is_the_same_and_two_routes_may_not_answer_the_same()
    {
        var wrong = FrontDoorCheck.Validate(new FrontDoorOptions
        {
            Listen = [],
            MaxAnswerHead = 5,
            Routes = [new() { Name = "a", Hosts = ["x.example"], Path = "/p" }, new() { Name = "a", Hosts = ["X.example"], Path = "/p/" }, new() { PageAfter = Seconds(-1) }],
        }).Select(e => e.Option);

        Assert.Equal(["Listen", "MaxAnswerHead", "Routes[\"a\"].Name", "Routes[#2].PageAfter", "Routes[#2].Name", "Routes[\"a\"].Hosts"], wrong);
    }

    [Fact]
    public void What_could_never_work_is_refused()
    {
        var wrong = FrontDoorCheck.Validate(new FrontDoorOptions
        {
            Listen = ["http://*:80", "https://*:443"],
            Defaults = new() { IgnorePaths = ["/a%20b"] },
            Routes = [new() { Name = "a", Path = "/a%20b" }, new() { Name = "b", Hosts = ["::1"] }, new() { Name = "c", Hosts = ["[::1]"] }],
        });

        Assert.Equal(["Defaults.IgnorePaths[0]", "Routes[\"a\"].Path", "Routes[\"c\"].Hosts", "Certificates"], wrong.Select(e => e.Option));
        Assert.Contains("at least one certificate, because of https://*:443", wrong[^1].ToString(), StringComparison.Ordinal);
        Assert.Empty(FrontDoorCheck.Validate(new FrontDoorOptions { Listen = ["http://*:80"], Routes = [new() { Name = "a", Path = "/a b" }] }));
    }

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);

    private static IEnumerable<string> Options<T>() =>
        typeof(T).GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(p => p.Name).Except(OnlyInCode).Order();
}
