using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Spinner.Dashboard.Tests.Browser;

namespace Spinner.Dashboard.Tests.Pages;

[Collection(Chromium.Shared)]
public sealed class AccessibleSpec(Chromium chromium)
{
    [BrowserFact]
    public Task Axe_finds_nothing_in_the_light_page() => CheckAsync(ColorScheme.Light, 1280);

    [BrowserFact]
    public Task Axe_finds_nothing_in_the_dark_page() => CheckAsync(ColorScheme.Dark, 1280);

    [BrowserFact]
    public Task Axe_finds_nothing_on_a_phone() => CheckAsync(ColorScheme.Dark, 390);

    // Trusted types refuse the script of axe, too: here the policy is off, and nowhere else.
    private async Task CheckAsync(ColorScheme scheme, int width)
    {
        await using var visit = await Visit.BeginAsync(chromium.Browser, await chromium.Daemon.AddressAsync(), width, scheme, bypassesPolicy: true);
        var name = $"{scheme.ToString().ToLowerInvariant()}-{width}";
        await Visit.SeesAsync(visit.Row("ticker"), "started");
        await LookAsync(visit, $"children-{name}");
        await visit.OpenAsync("ticker");
        await Visit.SeesAsync(visit.Page.GetByRole(AriaRole.Log), "tick");
        await Visit.SeesAsync(visit.Page.Locator(".options"), "command");
        await LookAsync(visit, $"child-{name}");
        foreach (var view in (string[])["events", "logs", "daemon"])
        {
            await visit.Page.Locator($"[data-view={view}]").ClickAsync();
            await Assertions.Expect(visit.Page.Locator($"main > .{view}")).ToBeVisibleAsync();
            if (view == "daemon") await Visit.SeesAsync(visit.Page.Locator(".daemon"), "children.conf");
            await LookAsync(visit, $"{view}-{name}");
        }
    }

    private static async Task LookAsync(Visit visit, string name)
    {
        await visit.ShootAsync(name);
        // Nothing is wider than what shows it.
        Assert.True(await visit.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), name);
        var found = await visit.Page.RunAxe();
        Assert.True(found.Violations.Length == 0, string.Join("\n", found.Violations.Select(v => $"{name}: {v.Id}: {v.Help}: {string.Join("; ", v.Nodes.Take(3).Select(n => n.Html))}")));
    }
}
