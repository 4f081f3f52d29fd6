using System.Net;
using System.Net.Http.Headers;
using Spinner.Tests;

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

    private static async Task<HttpStatusCode> AskAsync(HttpClient http, string? token, HttpMethod method, string path, string? body = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (body is not null) request.Content = new StringContent(body);
        using var response = await http.SendAsync(request);
        return response.StatusCode;
    }
}
