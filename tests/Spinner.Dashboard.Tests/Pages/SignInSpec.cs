using Microsoft.Playwright;
using Spinner.Dashboard.Tests.Browser;

namespace Spinner.Dashboard.Tests.Pages;

[Collection(Chromium.Shared)]
public sealed class SignInSpec(Chromium chromium)
{
    [BrowserFact]
    public async Task A_code_opens_the_page_once_and_leaves_the_address()
    {
        var address = await chromium.Daemon.AddressAsync();
        await using (var visit = await Visit.BeginAsync(chromium.Browser, address))
        {
            await Visit.SeesAsync(visit.Row("ticker"), "started");
            Assert.Equal($"{chromium.Daemon.Origin}/", visit.Page.Url);
            Assert.Equal(1, await visit.Page.EvaluateAsync<int>("sessionStorage.length"));
            Assert.Equal(0, await visit.Page.EvaluateAsync<int>("localStorage.length"));
            // The session is this tab's: a reload keeps it.
            await visit.Page.ReloadAsync();
            await Visit.SeesAsync(visit.Row("ticker"), "started");
        }

        await using var late = await Visit.BeginAsync(chromium.Browser, address, expects: told => told.Contains("401", StringComparison.Ordinal));
        await Visit.SeesAsync(late.Page.GetByRole(AriaRole.Alert), "spinner ui");
        await late.ShootAsync("sign-in");
    }

    [BrowserFact]
    public async Task A_session_that_is_ended_elsewhere_leads_back_to_the_sign_in()
    {
        await using var visit = await Visit.BeginAsync(
            chromium.Browser, await chromium.Daemon.AddressAsync(), expects: told => told.Contains("401", StringComparison.Ordinal));
        await Visit.SeesAsync(visit.Row("ticker"), "started");
        var name = (await visit.Page.Locator(".who").First.TextContentAsync())!.Split(' ')[0];

        using var ended = await chromium.Daemon.Http.DeleteAsync(new Uri($"/v1/sessions/{name}", UriKind.Relative));
        ended.EnsureSuccessStatusCode();
        // What opens the stream anew shows the token that is good no more.
        await visit.OpenAsync("ticker");

        await Visit.SeesAsync(visit.Page.GetByRole(AriaRole.Alert), "The session has ended");
    }

    [BrowserFact]
    public async Task Who_may_only_look_sees_no_buttons()
    {
        await using var visit = await Visit.BeginAsync(chromium.Browser, await chromium.Daemon.AddressAsync("observe"));
        await visit.OpenAsync("ticker");
        await Visit.SeesAsync(visit.Page.Locator(".child .sentence"), "Started");
        await Visit.SeesAsync(visit.Page.GetByRole(AriaRole.Log), "tick");

        Assert.Equal(0, await visit.Page.Locator("[data-action]").CountAsync());
    }
}
