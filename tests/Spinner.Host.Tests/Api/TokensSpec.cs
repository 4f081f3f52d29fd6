using System.Net;
using System.Net.Http.Headers;

namespace Spinner.Host.Tests.Api;

public class TokensSpec
{
    private static readonly string Plain = new('p', 32);
    private static readonly string Looker = new('l', 32);
    private static readonly string Definer = new('d', 32);

    [Fact(Timeout = RealProgram.Limit)]
    public async Task Over_TCP_a_token_says_what_one_may_do()
    {
        await using var daemon = new DaemonRun();
        var port = Dummy.FreeTcp().Port;
        daemon.WriteText($$"""
            host { listen = "127.0.0.1:{{port}}", tokens {
              plain { secret = "{{Plain}}" }
              looker { secret = "{{Looker}}", roles = [observe] }
              definer { secret = "{{Definer}}", roles = [observe, operate, define] }
            } }
            spinner.children { {{DaemonRun.Child("web", "", "bind")}} }
            """);
        await daemon.StartAsync();
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };

        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(http, null, HttpMethod.Get, "/v1/children"));
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(http, new string('x', 32), HttpMethod.Get, "/health"));
        Assert.Equal(HttpStatusCode.OK, await AskAsync(http, Looker, HttpMethod.Get, "/v1/children"));
        Assert.Equal(HttpStatusCode.Forbidden, await AskAsync(http, Looker, HttpMethod.Post, "/v1/children/web/start"));
        Assert.Equal(HttpStatusCode.OK, await AskAsync(http, Plain, HttpMethod.Post, "/v1/children/web/start"));
        Assert.Equal(HttpStatusCode.Forbidden, await AskAsync(http, Plain, HttpMethod.Post, "/v1/children/web/start", "{\"command\":\"sh\"}"));
        Assert.Equal(HttpStatusCode.Forbidden, await AskAsync(http, Plain, HttpMethod.Post, "/v1/children/.%2Fsome.sh/start"));
        Assert.Equal(HttpStatusCode.Forbidden, await AskAsync(http, Plain, HttpMethod.Delete, "/v1/children/web"));
        Assert.Equal(HttpStatusCode.Forbidden, await AskAsync(http, Plain, HttpMethod.Post, "/v1/reload"));
        Assert.Equal(HttpStatusCode.OK, await AskAsync(http, Definer, HttpMethod.Delete, "/v1/children/web"));
    }

    [Fact(Timeout = RealProgram.Limit)]
    public async Task Who_did_what_is_told_and_refusals_by_their_number()
    {
        await using var daemon = new DaemonRun();
        var port = Dummy.FreeTcp().Port;
        daemon.WriteText($$"""
            host { listen = "127.0.0.1:{{port}}", tokens {
              deploy { secret = "{{Plain}}" }
              looker { secret = "{{Looker}}", roles = [observe] }
            } }
            spinner.children { {{DaemonRun.Child("web", "", "bind")}} }
            """);
        await daemon.StartAsync();
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };

        await AskAsync(http, Plain, HttpMethod.Post, "/v1/children/web/start");
        await AskAsync(http, Plain, HttpMethod.Post, "/v1/children/nobody/restart");
        await AskAsync(http, Plain, HttpMethod.Get, "/v1/children");
        for (var i = 0; i < 100; i++) await AskAsync(http, new string('x', 32), HttpMethod.Get, "/health");
        for (var i = 0; i < 100; i++) await AskAsync(http, Looker, HttpMethod.Post, "/v1/stop-all");
        Assert.Equal(0, (await daemon.RunAsync("stop", "web")).Code);
        await daemon.EndAsync();

        var told = daemon.Process.Out;
        Assert.Contains("token deploy from 127.0.0.1: start web: 200 OK", told, StringComparison.Ordinal);
        Assert.Contains("token deploy from 127.0.0.1: restart nobody: 404 Not Found", told, StringComparison.Ordinal);
        Assert.DoesNotContain("token deploy from 127.0.0.1: children", told, StringComparison.Ordinal);
        Assert.Matches(@"the socket \(uid \d+, pid \d+\): stop web: 200 OK", told);
        Assert.InRange(told.Split('\n').Count(line => line.Contains("requests without a right token", StringComparison.Ordinal)), 1, 4);
        Assert.InRange(told.Split('\n').Count(line => line.Contains("token looker from 127.0.0.1: stopAll", StringComparison.Ordinal)), 1, 4);
        Assert.DoesNotContain(Plain, told, StringComparison.Ordinal);
    }

    [Fact(Timeout = RealProgram.Limit)]
    public async Task Every_call_asks_for_its_role()
    {
        await using var daemon = new DaemonRun();
        var port = Dummy.FreeTcp().Port;
        daemon.WriteText($$"""
            host { listen = "127.0.0.1:{{port}}", tokens { plain.secret = "{{Plain}}", looker {
              secret = "{{Looker}}", roles = [observe]
            } } }
            spinner.children { {{DaemonRun.Child("web", "", "print", "hello", "bind")}} }
            """);
        await daemon.StartAsync();
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };

        string[] looks = ["/v1/children", "/v1/children/web", "/v1/children/web/logs", "/v1/events", "/health", "/metrics", "/openapi.json"];
        foreach (var look in looks)
        {
            Assert.Equal((HttpStatusCode.Unauthorized, look), (await AskAsync(http, null, HttpMethod.Get, look), look));
            Assert.Equal((HttpStatusCode.OK, look), (await AskAsync(http, Looker, HttpMethod.Get, look), look));
        }

        foreach (var act in new[] { "/v1/children/web/start", "/v1/children/web/restart", "/v1/children/web/stop", "/v1/stop-all" })
        {
            Assert.Equal((HttpStatusCode.Unauthorized, act), (await AskAsync(http, null, HttpMethod.Post, act), act));
            Assert.Equal((HttpStatusCode.Forbidden, act), (await AskAsync(http, Looker, HttpMethod.Post, act), act));
            Assert.Equal((HttpStatusCode.OK, act), (await AskAsync(http, Plain, HttpMethod.Post, act), act));
        }
    }

    private static async Task<HttpStatusCode> AskAsync(HttpClient http, string? token, HttpMethod method, string path, string? body = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (body is not null) request.Content = new StringContent(body);
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        return response.StatusCode;
    }
}
