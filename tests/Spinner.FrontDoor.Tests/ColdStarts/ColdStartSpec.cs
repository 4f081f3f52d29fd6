using System.Net;
using Microsoft.AspNetCore.Http;
using Spinner.Actors;
using Spinner.Actors.TestKit;
using Spinner.FrontDoor.ColdStarts;

namespace Spinner.FrontDoor.Tests.ColdStarts;

/// <summary>Requests that wait for a child, in virtual time: every end such a wait can have.</summary>
public class ColdStartSpec
{
    private const int Limit = 60_000;

    private static readonly ChildOptions Patient = new() { StartTimeout = TimeSpan.FromHours(1), Attempts = 1 };

    private static FrontDoorOptions With(FrontDoorRoute defaults) => new() { Defaults = defaults };

    [Fact(Timeout = Limit)]
    public async Task A_full_queue_refuses_at_once_and_a_long_wait_ends()
    {
        await using var door = new VirtualDoor(new FakeLauncher(), With(new() { Queue = 2, MaxWait = TimeSpan.FromSeconds(5) }), Patient);
        HttpContext[] requests = [VirtualDoor.Request(), VirtualDoor.Request(), VirtualDoor.Request()];

        var answers = requests.Select(door.SendAsync).ToList();
        await answers[2];

        Assert.Equal((503, "1"), (requests[2].Response.StatusCode, requests[2].Response.Headers.RetryAfter.ToString()));
        await door.LaunchedAsync();
        Assert.Contains("2 requests wait for it already", VirtualDoor.BodyOf(requests[2]), StringComparison.Ordinal);
        door.Clock.Advance(TimeSpan.FromSeconds(4));
        Assert.False(answers[0].IsCompleted || answers[1].IsCompleted);
        door.Clock.Advance(TimeSpan.FromSeconds(1));
        await Task.WhenAll(answers);
        Assert.All(requests, r => Assert.Equal((503, "1"), (r.Response.StatusCode, r.Response.Headers.RetryAfter.ToString())));
        Assert.Single(door.Launcher.Launches);
        Assert.Equal(1, door.Launcher.Living);
    }

    [Fact(Timeout = Limit)]
    public async Task A_client_that_goes_away_leaves_the_queue_and_the_child_goes_on_starting()
    {
        await using var door = new VirtualDoor(new FakeLauncher(), With(new() { Queue = 1 }), Patient);
        using var client = new CancellationTokenSource();
        var gone = door.SendAsync(VirtualDoor.Request(aborted: client.Token));

        await client.CancelAsync();
        await gone;

        var next = VirtualDoor.Request();
        next.Request.Method = "POST";
        var held = door.SendAsync(next);
        Assert.False(held.IsCompleted);
        var launch = await door.LaunchedAsync();
        Assert.Equal(1, door.Launcher.Living);
        launch.BecomeReady(new UnixEndpoint("/nobody/listens/here"));
        await held;
        Assert.Equal(502, next.Response.StatusCode);
    }

    [Theory(Timeout = Limit)]
    [InlineData(ErrorAudience.Off, "127.0.0.1", false, false)]
    [InlineData(ErrorAudience.On, "9.9.9.9", false, true)]
    [InlineData(ErrorAudience.Loopback, "127.0.0.1", false, true)]
    [InlineData(ErrorAudience.Loopback, "127.0.0.1", true, false)]
    [InlineData(ErrorAudience.Loopback, "9.9.9.9", false, false)]
    public async Task A_child_that_dies_is_502_then_503_with_the_time_of_the_next_try_and_its_stderr_for_operators(
        ErrorAudience audience, string from, bool throughProxy, bool seen)
    {
        await using var door = new VirtualDoor(new FakeLauncher(), new() { ShowErrors = audience }, Patient with { FaultTimeout = TimeSpan.FromSeconds(42) });
        var first = Request();
        var answer = door.SendAsync(first);
        var launch = await door.LaunchedAsync();
        launch.WriteError("secret: no database");
        launch.Exit(3);
        await answer;
        var second = Request();
        await door.SendAsync(second);

        Assert.Equal((502, 503, "42"), (first.Response.StatusCode, second.Response.StatusCode, second.Response.Headers.RetryAfter.ToString()));
        Assert.Equal(seen, VirtualDoor.BodyOf(first).Contains("secret: no database", StringComparison.Ordinal));
        Assert.Equal("no-store", first.Response.Headers.CacheControl.ToString());

        HttpContext Request()
        {
            var request = VirtualDoor.Request();
            request.Connection.RemoteIpAddress = IPAddress.Parse(from);
            if (throughProxy) request.Request.Headers["X-Forwarded-For"] = "9.9.9.9";
            return request;
        }
    }

    [Fact(Timeout = Limit)]
    public async Task A_child_that_never_becomes_ready_is_504()
    {
        var launcher = new FakeLauncher(l => l.OnKill = killed => killed.ExitBySignal(9));
        await using var door = new VirtualDoor(launcher, child: new() { StartTimeout = TimeSpan.FromSeconds(3) });
        var request = VirtualDoor.Request();
        var answer = door.SendAsync(request);
        await door.LaunchedAsync();
        door.Clock.Advance(TimeSpan.FromSeconds(3));
        await answer;
        Assert.Equal(504, request.Response.StatusCode);
    }

    [Fact(Timeout = Limit)]
    public async Task With_every_default_too_a_child_that_never_becomes_ready_is_504()
    {
        await using var door = new VirtualDoor(new FakeLauncher(l => l.OnKill = killed => killed.ExitBySignal(9)));
        var request = VirtualDoor.Request();
        var answer = door.SendAsync(request);
        await door.LaunchedAsync();
        door.Clock.Advance(TimeSpan.FromSeconds(30));
        await answer;
        Assert.Equal(504, request.Response.StatusCode);
    }

    [Fact(Timeout = Limit)]
    public async Task A_probe_is_known_by_its_user_agent_too()
    {
        await using var door = new VirtualDoor(new FakeLauncher(), With(new() { IgnoreUserAgents = ["kube-probe"] }), Patient);
        var probe = VirtualDoor.Request();
        probe.Request.Headers.UserAgent = "Kube-Probe/1.31";
        await door.SendAsync(probe);
        Assert.Equal((204, "stopped"), (probe.Response.StatusCode, probe.Response.Headers["Spinner-State"].ToString()));
        Assert.Empty(door.Launcher.Launches);
    }

    [Fact(Timeout = Limit)]
    public async Task The_page_says_what_the_child_says_of_itself()
    {
        var atOnce = With(new() { ColdStart = ColdStartMode.Page, PageAfter = TimeSpan.Zero });
        await using var door = new VirtualDoor(new FakeLauncher(l => l.StatusText = "step <3> of 7"), atOnce, Patient);
        _ = door.Spinner.StartAsync("web");
        var launched = await door.LaunchedAsync();
        var browser = VirtualDoor.Request("text/html");
        var page = door.SendAsync(browser);
        await Eventually.HoldsAsync(() =>
        {
            door.Clock.Advance(TimeSpan.FromMilliseconds(1));
            return page.IsCompleted;
        }, "the page came");
        Assert.Contains("It says: <q>step &lt;3&gt; of 7</q>", VirtualDoor.BodyOf(browser), StringComparison.Ordinal);
        launched.Exit(1);
    }

    [Fact(Timeout = Limit)]
    public async Task Who_pokes_is_answered_202_and_the_start_goes_on_without_a_client()
    {
        var poke = With(new() { ColdStart = ColdStartMode.Poke, PageAfter = TimeSpan.FromMilliseconds(200) });
        await using var door = new VirtualDoor(new FakeLauncher(), poke, Patient);
        HttpContext[] requests = [VirtualDoor.Request("application/json"), VirtualDoor.Request("text/html")];
        requests[0].Request.Method = "POST";
        var answers = requests.Select(door.SendAsync).ToList();
        var launched = await door.LaunchedAsync();
        Assert.DoesNotContain(answers, a => a.IsCompleted);

        door.Clock.Advance(TimeSpan.FromMilliseconds(200));
        await Task.WhenAll(answers);

        Assert.All(requests, r => Assert.Equal((202, "1"), (r.Response.StatusCode, r.Response.Headers.RetryAfter.ToString())));
        Assert.Contains("'web' is starting. What was asked for was not passed on", VirtualDoor.BodyOf(requests[0]), StringComparison.Ordinal);
        launched.BecomeReady();
        Assert.Equal(1, (await door.Spinner.StartAsync("web")).Launch);
        Assert.Single(door.Launcher.Launches);
    }

    [Fact(Timeout = Limit)]
    public async Task Who_pokes_what_fails_at_once_is_told_so()
    {
        var poke = With(new() { ColdStart = ColdStartMode.Poke, PageAfter = TimeSpan.FromSeconds(10) });
        await using var door = new VirtualDoor(new FakeLauncher(), poke, Patient);
        var request = VirtualDoor.Request();
        var answer = door.SendAsync(request);
        (await door.LaunchedAsync()).Exit(1);
        await answer;
        Assert.Equal(502, request.Response.StatusCode);
    }

    [Fact(Timeout = Limit)]
    public async Task A_browser_gets_a_page_that_refreshes_itself_and_others_are_held()
    {
        await using var door = new VirtualDoor(new FakeLauncher(), With(new() { ColdStart = ColdStartMode.Page }), Patient);
        var browser = VirtualDoor.Request("text/html,application/xhtml+xml");
        var script = VirtualDoor.Request("application/json");
        var post = VirtualDoor.Request("text/html");
        post.Request.Method = "POST";
        var held = (Task[])[door.SendAsync(script), door.SendAsync(post)];
        var page = door.SendAsync(browser);
        Assert.False(page.IsCompleted);
        var launched = await door.LaunchedAsync();

        door.Clock.Advance(TimeSpan.FromMilliseconds(300));
        await page;

        Assert.Equal((503, "1", "no-store"), (browser.Response.StatusCode, browser.Response.Headers.RetryAfter.ToString(), browser.Response.Headers.CacheControl.ToString()));
        Assert.StartsWith("text/html", browser.Response.ContentType, StringComparison.Ordinal);
        Assert.Contains("""<meta http-equiv="refresh" content="1">""", VirtualDoor.BodyOf(browser), StringComparison.Ordinal);
        Assert.Contains("It is <b>starting</b>", VirtualDoor.BodyOf(browser), StringComparison.Ordinal);
        Assert.DoesNotContain(held, h => h.IsCompleted);
        launched.Exit(1);
        await Task.WhenAll(held);
        Assert.Single(door.Launcher.Launches);
    }

    [Theory]
    [InlineData("text/html", null, null, true)]
    [InlineData("text/html,application/xhtml+xml;q=0.9,*/*;q=0.8", "navigate", "document", true)]
    [InlineData("text/html", "navigate", "iframe", true)]
    [InlineData("text/html, */*", "cors", "empty", false)]
    [InlineData("text/html, */*", null, "empty", false)]
    [InlineData("application/json, text/html;q=0", null, null, false)]
    [InlineData("*/*", "navigate", "document", false)]
    [InlineData("text/htmlx", null, null, false)]
    public void The_page_is_for_who_opens_it(string accept, string? mode, string? destination, bool isWanted)
    {
        var request = VirtualDoor.Request(accept).Request;
        if (mode is not null) request.Headers["Sec-Fetch-Mode"] = mode;
        if (destination is not null) request.Headers["Sec-Fetch-Dest"] = destination;
        Assert.Equal(isWanted, ColdStartPage.IsWanted(request));
        request.Headers.Upgrade = "websocket";
        Assert.False(ColdStartPage.IsWanted(request));
    }

    [Fact(Timeout = Limit)]
    public async Task A_probe_starts_nothing_and_learns_the_state()
    {
        await using var door = new VirtualDoor(new FakeLauncher(), With(new() { IgnorePaths = ["/"], IgnoreUserAgents = [] }));
        var probe = VirtualDoor.Request();
        await door.SendAsync(probe);
        Assert.Equal((204, "stopped"), (probe.Response.StatusCode, probe.Response.Headers["Spinner-State"].ToString()));
        Assert.Empty(door.Launcher.Launches);
    }

    [Fact(Timeout = Limit)]
    public async Task A_spinner_that_shuts_down_is_503()
    {
        await using var door = new VirtualDoor(new FakeLauncher(l => l.OnTerminate = t => t.Exit(0)), child: Patient);
        var request = VirtualDoor.Request();
        var held = door.SendAsync(request);
        await door.Spinner.DisposeAsync();
        await held;
        Assert.Equal(503, request.Response.StatusCode);

        var (known, unknown) = (VirtualDoor.Request(), VirtualDoor.Request());
        unknown.Request.Host = new HostString("other.localhost");
        await Task.WhenAll(door.SendAsync(known), door.SendAsync(unknown));
        Assert.Equal((503, 503), (known.Response.StatusCode, unknown.Response.StatusCode));
    }
}
