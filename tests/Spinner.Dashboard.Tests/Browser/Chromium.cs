using Microsoft.Playwright;

namespace Spinner.Dashboard.Tests.Browser;

/// <summary>One browser and one daemon for all facts that leave the daemon as it was.</summary>
public sealed class Chromium : IAsyncLifetime
{
    public const string Shared = "one browser";

    /// <summary>Names, arguments, lines and status texts that would be markup, or a command, anywhere they are taken for more than text.</summary>
    public static string[] Corpus { get; } =
    [
        "<img src=x onerror=alert(1)>", "<script>alert(1)</script>", "javascript:alert(1)", "<svg onload=alert(1)>", "</style><b>", "{{7*7}}${7*7}",
    ];

    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private PageDaemon? _daemon;

    internal PageDaemon Daemon => _daemon!;

    internal IBrowser Browser => _browser!;

    public async Task InitializeAsync()
    {
        if (BrowserFactAttribute.Path is null) return;
        _playwright = await Playwright.CreateAsync();
        // Root may not use the sandbox of the browser; everything it loads is ours.
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = BrowserFactAttribute.Path, Args = ["--no-sandbox"] });
        _daemon = new PageDaemon(Children);
        await _daemon.StartAsync();
    }

    public async Task DisposeAsync()
    {
        if (_daemon is not null) await _daemon.DisposeAsync();
        if (_browser is not null) await _browser.DisposeAsync();
        _playwright?.Dispose();
    }

    private static string Children => $$"""
        ticker { command = sh, args = ["-c", "while :; do echo tick; echo oops >&2; sleep 1; done"], endpoint = none, ready = alive, autostart = on }
        sleeper { command = sleep, args = ["100000"], endpoint = none, ready = alive }
        lazy { command = sleep, args = ["100000"], endpoint = none, ready = alive }
        failing { command = sh, args = ["-c", "echo 'Error: ECONNREFUSED 127.0.0.1:5432' >&2; exit 3"], endpoint = none, ready = alive, fault-timeout = 1h }
        flood { command = sh, args = ["-c", "i=0; while :; do i=$((i+1)); echo line $i of many; [ $((i%20)) = 0 ] && sleep 0.02; done"], endpoint = none, ready = alive }
        {{string.Concat(Corpus.Select(text => $$"""
            "{{text}}" { command = sh, args = ["-c", "echo '{{text}}'; echo '{{text}}' >&2; sleep 100000", "{{text}}"], endpoint = none, ready = alive, autostart = on }

            """))}}
        """;
}

[CollectionDefinition(Chromium.Shared)]
public sealed class OneBrowser : ICollectionFixture<Chromium>;
