using Microsoft.Playwright;
using Spinner.Dashboard.Tests.Browser;

namespace Spinner.Dashboard.Tests.Pages;

[Collection(Chromium.Shared)]
public sealed class ChildrenSpec(Chromium chromium)
{
    [BrowserFact]
    public async Task The_filter_leaves_what_fits_and_keys_move_and_open()
    {
        await using var visit = await BeginAsync();
        await Visit.SeesAsync(visit.Row("ticker"), "started");

        await visit.Page.Keyboard.PressAsync("/");
        await visit.Page.Keyboard.TypeAsync("tick");
        await Assertions.Expect(visit.Row("lazy")).ToHaveCountAsync(0);
        await visit.Page.Keyboard.PressAsync("Escape");
        await visit.Page.Keyboard.PressAsync("j");
        await visit.Page.Keyboard.PressAsync("Enter");

        await Visit.SeesAsync(visit.Page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Level = 2 }), "ticker");
        await visit.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(visit.Row("ticker")).ToBeVisibleAsync();
    }

    [BrowserFact]
    public async Task A_child_is_started_restarted_and_stopped_from_the_page()
    {
        await using var visit = await BeginAsync();
        await visit.OpenAsync("sleeper");
        await Visit.SeesAsync(State(visit), "stopped");

        await visit.Page.Locator("[data-action=start]").ClickAsync();
        await Visit.SeesAsync(State(visit), "started");
        var first = await PidAsync(visit);
        await visit.Page.Locator("[data-action=restart]").ClickAsync();
        await Visit.SeesAsync(visit.Page.Locator(".child .timeline"), "restarted");
        await Visit.SeesAsync(visit.Page.Locator(".child .told"), "spinner restart sleeper: done");
        Assert.NotEqual(first, await PidAsync(visit));
        await visit.Page.Locator("[data-action=stop]").ClickAsync();

        await Visit.SeesAsync(State(visit), "stopped");
        await Visit.SeesAsync(visit.Page.Locator(".sentence"), "stopped on request");
    }

    [BrowserFact]
    public async Task What_fails_is_seen_with_its_reason_without_a_reload()
    {
        await using var visit = await BeginAsync();
        await Visit.SeesAsync(visit.Row("ticker"), "started");

        using var failed = await chromium.Daemon.Http.PostAsync(new Uri("/v1/children/failing/start", UriKind.Relative), null);

        await Visit.SeesAsync(visit.Row("failing"), "exit code 3");
        await Visit.SeesAsync(visit.Row("failing"), "faulted");
        // The reason once, whoever tells it.
        Assert.Single((await visit.Row("failing").InnerTextAsync()).Split("exit code 3")[1..]);
        // Above all that works.
        await Visit.SeesAsync(visit.Page.Locator(".rows .row").First, "failing");
        await visit.OpenAsync("failing");
        await Visit.SeesAsync(visit.Page.Locator(".tail"), "ECONNREFUSED");
        await Visit.SeesAsync(visit.Page.Locator(".child .timeline"), "start by ");
        await Visit.SeesAsync(visit.Page.Locator(".options"), "fault-timeout");
        await Visit.SeesAsync(visit.Page.Locator(".options"), "children.conf line");
        await visit.ShootAsync("faulted");
    }

    [BrowserFact]
    public async Task Removing_asks_first_and_shows_the_command()
    {
        await using var visit = await BeginAsync();
        await visit.OpenAsync("lazy");
        await visit.Page.Locator("[data-action=remove]").ClickAsync();

        var question = visit.Page.GetByRole(AriaRole.Dialog);
        await Visit.SeesAsync(question, "spinner remove lazy");
        await question.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Cancel" }).ClickAsync();

        await Assertions.Expect(question).ToHaveCountAsync(0);
        await Visit.SeesAsync(State(visit), "stopped");
    }

    private static ILocator State(Visit visit) => visit.Page.Locator(".child > header .word");

    private static async Task<string?> PidAsync(Visit visit) => await visit.Page.Locator(".child .facts dt:has-text('pid') + dd").TextContentAsync();

    private async Task<Visit> BeginAsync() => await Visit.BeginAsync(chromium.Browser, await chromium.Daemon.AddressAsync());
}
