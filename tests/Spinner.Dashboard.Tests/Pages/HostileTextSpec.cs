using Microsoft.Playwright;
using Spinner.Dashboard.Tests.Browser;

namespace Spinner.Dashboard.Tests.Pages;

[Collection(Chromium.Shared)]
public sealed class HostileTextSpec(Chromium chromium)
{
    [BrowserFact]
    public async Task Whatever_a_child_is_called_and_writes_is_text()
    {
        await using var visit = await Visit.BeginAsync(chromium.Browser, await chromium.Daemon.AddressAsync());
        foreach (var text in Chromium.Corpus)
        {
            await visit.OpenAsync(text);
            await Visit.SeesAsync(visit.Page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Level = 2 }), text);
            await Visit.SeesAsync(visit.Page.GetByRole(AriaRole.Log), text);
            await Visit.SeesAsync(visit.Page.Locator(".options"), "sleep 100000");
            Assert.Equal(0, await visit.Page.Locator("#app :is(img, script, style, iframe, object), #app [onerror], #app [onload], a[href^='javascript:']").CountAsync());
            await visit.Page.Keyboard.PressAsync("Escape");
        }

        await visit.Page.Locator("[data-view=events]").ClickAsync();
        await Visit.SeesAsync(visit.Page.Locator(".events"), Chromium.Corpus[0]);
    }

    [BrowserFact]
    public async Task The_policy_forbids_what_a_slip_would_let_in()
    {
        await using var visit = await Visit.BeginAsync(
            chromium.Browser, await chromium.Daemon.AddressAsync(), expects: told => told.Contains("TrustedHTML", StringComparison.Ordinal) || told.Contains("Content Security Policy", StringComparison.Ordinal));
        await Visit.SeesAsync(visit.Row("ticker"), "started");

        var refusal = await visit.Page.EvaluateAsync<string>("() => { try { document.body.innerHTML = '<b>x</b>'; return ''; } catch (e) { return e.name; } }");

        Assert.Equal("TypeError", refusal);
    }
}
