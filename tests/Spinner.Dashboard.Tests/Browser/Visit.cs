using System.Runtime.CompilerServices;
using Microsoft.Playwright;

namespace Spinner.Dashboard.Tests.Browser;

/// <summary>Somebody at the page. Disposing asserts what holds of every visit: nothing in the console, no dialog, no cookie.</summary>
internal sealed class Visit : IAsyncDisposable
{
    private const float Limit = 120_000;

    private static readonly string Pictures = Path.Combine(AppContext.BaseDirectory, "pictures");

    private readonly IBrowserContext _context;
    private readonly List<string> _told = [];

    private Visit(IBrowserContext context, IPage page)
    {
        (_context, Page) = (context, page);
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning") Tell($"{message.Type}: {message.Text}");
        };
        page.PageError += (_, error) => Tell(error);
        page.Dialog += (_, dialog) =>
        {
            Tell($"dialog: {dialog.Message}");
            _ = dialog.DismissAsync();
        };
    }

    public IPage Page { get; }

    /// <summary>Whatever is told that holds of this visit only, as of a daemon that is killed.</summary>
    public Predicate<string> Expects { get; init; } = _ => false;

    public static async Task<Visit> BeginAsync(
        IBrowser browser, string address, int width = 1280, ColorScheme scheme = ColorScheme.Light, bool bypassesPolicy = false, Predicate<string>? expects = null)
    {
        var context = await browser.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = width, Height = width < 700 ? 844 : 800 }, ColorScheme = scheme, BypassCSP = bypassesPolicy,
        });
        context.SetDefaultTimeout(Limit);
        var visit = new Visit(context, await context.NewPageAsync()) { Expects = expects ?? (_ => false) };
        await visit.Page.GotoAsync(address);
        return visit;
    }

    /// <summary>The row of a child.</summary>
    public ILocator Row(string name) => Page.GetByRole(AriaRole.Row).Filter(new LocatorFilterOptions { Has = Name(name) });

    /// <summary>The name of a child in the table.</summary>
    public ILocator Name(string name) => Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = name, Exact = true });

    /// <summary>Waits for a text somewhere.</summary>
    public static Task SeesAsync(ILocator where, string text) => Assertions.Expect(where).ToContainTextAsync(text, new LocatorAssertionsToContainTextOptions { Timeout = Limit });

    public Task OpenAsync(string name) => Name(name).ClickAsync();

    /// <summary>A picture for people, beside the tests.</summary>
    public async Task ShootAsync([CallerMemberName] string name = "")
    {
        Directory.CreateDirectory(Pictures);
        await Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Pictures, $"{name}.png") });
    }

    public async ValueTask DisposeAsync()
    {
        var cookies = await _context.CookiesAsync();
        await _context.DisposeAsync();
        Assert.Empty(cookies);
        lock (_told) Assert.DoesNotContain(_told, told => !Expects(told));
    }

    private void Tell(string what)
    {
        lock (_told) _told.Add(what);
    }
}
