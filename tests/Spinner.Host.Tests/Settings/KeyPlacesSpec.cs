using Spinner.Host.Settings;

namespace Spinner.Host.Tests.Settings;

/// <summary>A key that is misspelt, or right in another block, is told so.</summary>
public class KeyPlacesSpec
{
    [Theory]
    [InlineData("spinner { front-door {} }", "spinner.front-door is an unknown key here; front-door stands beside the block spinner")]
    [InlineData("children {}", "children is an unknown key here; children belongs to spinner; allowed: the keys spinner, host, front-door, akka")]
    [InlineData("spinner.idle-time = 3s", "spinner.idle-time is an unknown key here; idle-time belongs to a child, spinner.children.NAME")]
    [InlineData("spinner.children.web { command = x, port-range = 1 }", "spinner.children.web.port-range is an unknown key here; port-range belongs to spinner")]
    [InlineData("spinner.children.web { command = x, cold-start = page }",
        "spinner.children.web.cold-start is an unknown key here; cold-start belongs to a route, front-door.routes.NAME")]
    [InlineData("spinner.children.web { command = x, listen = 80 }",
        "spinner.children.web.listen is an unknown key here; listen belongs to host, or belongs to front-door")]
    [InlineData("host.env-file = x", "host.env-file is an unknown key here; env-file belongs to a child")]
    [InlineData("front-door.max-concurrency = 3", "front-door.max-concurrency is an unknown key here; max-concurrency belongs to a route")]
    [InlineData("front-door.routes.a.domain = x", "front-door.routes.a.domain is an unknown key here; domain belongs to front-door")]
    [InlineData("front-dor {}", "front-dor is an unknown key, did you mean front-door?; allowed: the keys spinner, host, front-door, akka")]
    [InlineData("host.log-dri = x", "host.log-dri is an unknown key, did you mean log-dir?")]
    [InlineData("front-door.routes.a.pth = x", "front-door.routes.a.pth is an unknown key, did you mean path?")]
    [InlineData("spinner.children.web { command = x, colour = red }", "spinner.children.web.colour is an unknown key; allowed: the keys script, command")]
    public void A_key_that_is_none_there_says_what_was_meant(string text, string expected)
    {
        Assert.False(ChildrenFile.TryParse("test", "\n" + text, out _, out var errors));
        Assert.StartsWith("line 2: " + expected, Assert.Single(errors), StringComparison.Ordinal);
    }
}
