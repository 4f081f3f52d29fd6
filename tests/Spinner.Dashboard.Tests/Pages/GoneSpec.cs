using Microsoft.Playwright;
using Spinner.Dashboard.Tests.Browser;

namespace Spinner.Dashboard.Tests.Pages;

[Collection(Chromium.Shared)]
public sealed class GoneSpec(Chromium chromium)
{
    [BrowserFact]
    public async Task A_daemon_that_is_killed_is_told_and_its_successor_asks_for_another_sign_in()
    {
        await using var daemon = new PageDaemon("sleeper { command = sleep, args = [\"100000\"], endpoint = none, ready = alive }");
        await daemon.StartAsync();
        await using var visit = await Visit.BeginAsync(chromium.Browser, await daemon.AddressAsync(), expects: told =>
            told.Contains("ERR_", StringComparison.Ordinal) || told.Contains("401", StringComparison.Ordinal));
        await Visit.SeesAsync(visit.Row("sleeper"), "stopped");

        await daemon.KillAsync();
        await Visit.SeesAsync(visit.Page.GetByRole(AriaRole.Alert), "The daemon has not answered");
        // What was known last stays, and is told from what is.
        await Visit.SeesAsync(visit.Row("sleeper"), "stopped");
        await Assertions.Expect(visit.Page.Locator("main.stale")).ToHaveCountAsync(1);
        await visit.ShootAsync("gone");
        await daemon.StartAsync();

        // The one after it knows no session of the one before.
        await Visit.SeesAsync(visit.Page.GetByRole(AriaRole.Alert), "The session has ended");
    }
}
