using Microsoft.Playwright;
using Spinner.Dashboard.Tests.Browser;

namespace Spinner.Dashboard.Tests.Pages;

[Collection(Chromium.Shared)]
public sealed class LogSpec(Chromium chromium)
{
    private static readonly LocatorAssertionsToBeAttachedOptions Patience = new() { Timeout = 120_000 };

    [BrowserFact]
    public async Task A_thousand_lines_a_second_are_followed_and_searched()
    {
        using var started = await chromium.Daemon.Http.PostAsync(new Uri("/v1/children/flood/start", UriKind.Relative), null);
        started.EnsureSuccessStatusCode();
        await using var visit = await Visit.BeginAsync(chromium.Browser, await chromium.Daemon.AddressAsync());
        await visit.OpenAsync("flood");
        var lines = visit.Page.GetByRole(AriaRole.Log);
        await Visit.SeesAsync(lines, "of many");

        // No more than 5000 of them are in the page, however many come.
        await Assertions.Expect(lines.Locator(".line").Nth(1000)).ToBeAttachedAsync(Patience);
        await visit.Page.Locator(".child").GetByLabel("Find in these lines").FillAsync("line");
        await Assertions.Expect(lines.Locator("mark").First).ToBeVisibleAsync();
        await visit.ShootAsync("log");
        await Assertions.Expect(lines.Locator(".line").Nth(2000)).ToBeAttachedAsync(Patience);
        Assert.InRange(await lines.Locator(".line").CountAsync(), 1, 5000);

        using var stopped = await chromium.Daemon.Http.PostAsync(new Uri("/v1/children/flood/stop", UriKind.Relative), null);
        await Visit.SeesAsync(visit.Page.Locator(".line.mark").Last, "stopped");
    }

    [BrowserFact]
    public async Task Several_are_read_as_one_and_stderr_is_marked()
    {
        await using var visit = await Visit.BeginAsync(chromium.Browser, await chromium.Daemon.AddressAsync());
        await Visit.SeesAsync(visit.Row("ticker"), "started");
        await visit.Page.Locator("[data-view=logs]").ClickAsync();

        await Visit.SeesAsync(visit.Page.Locator(".logs .line.err").First, "!");
        await visit.Page.GetByLabel("ticker", new PageGetByLabelOptions { Exact = true }).SetCheckedAsync(true);
        await Visit.SeesAsync(visit.Page.Locator(".logs .lines"), "tickertick");
        await visit.ShootAsync("logs");
    }
}
