using System.Text.Json;

namespace Spinner.Host.Tests.Api;

public class DescriptionSpec(SharedDaemon shared) : IClassFixture<SharedDaemon>
{
    [Fact(Timeout = RealProgram.Limit)]
    public async Task The_API_describes_itself_and_counts_what_happens()
    {
        var daemon = shared.Daemon;
        await daemon.AskAsync(HttpMethod.Post, "/v1/children/web/start");

        var (_, document) = await daemon.AskAsync(HttpMethod.Get, "/openapi.json");
        var metrics = await daemon.Http.GetStringAsync(new Uri("/metrics", UriKind.Relative));

        Assert.True(document.GetProperty("paths").GetProperty("/v1/children/{name}/start").TryGetProperty("post", out _));
        Assert.Contains("spinner_child_starts_total{spinner_name=\"spinner\",spinner_cause=\"start\",spinner_start_outcome=\"ready\"} 1", metrics,
            StringComparison.Ordinal);
        Assert.Contains("spinner_children{spinner_name=\"spinner\",spinner_child_state=\"started\"} 1", metrics, StringComparison.Ordinal);
        Assert.Contains("le=\"+Inf\"} 1", metrics, StringComparison.Ordinal);
    }

    [Fact(Timeout = RealProgram.Limit)]
    public async Task Every_call_is_described_with_its_parameters_bodies_and_answers()
    {
        var daemon = shared.Daemon;
        var (_, document) = await daemon.AskAsync(HttpMethod.Get, "/openapi.json");

        string[] expected =
        [
            "DELETE /v1/children/{name} (name) -> 200 401 403 404 500 504",
            "DELETE /v1/sessions/{session} (session) -> 200 401 403 404",
            "GET /health () -> 200 401 403 503",
            "GET /metrics () -> 200 401 403",
            "GET /v1/ad-hoc () -> 200 401 403",
            "GET /v1/children () -> 200 401 403",
            "GET /v1/children/{name} (name) -> 200 401 403 404",
            "GET /v1/children/{name}/events (name) -> 200 401 403",
            "GET /v1/children/{name}/logs (name, tail, follow, since, stream, grep, raw) -> 200 400 401 403 404",
            "GET /v1/children/{name}/options (name) -> 200 401 403 404",
            "GET /v1/children/{name}/usage (name) -> 200 401 403",
            "GET /v1/daemon () -> 200 401 403",
            "GET /v1/events (Last-Event-ID, after) -> 200 400 401 403 503",
            "GET /v1/live (children, events, log, tail) -> 200 400 401 403 404 503",
            "GET /v1/logs (name, tail, follow, since, stream, grep, raw) -> 200 400 401 403 404",
            "GET /v1/me () -> 200 401 403",
            "GET /v1/plan/{name} (name) -> 200 401 403 404",
            "GET /v1/recent () -> 200 401 403",
            "GET /v1/sessions () -> 200 401 403",
            "POST /v1/children/{name}/restart (name) -> 200 401 403 404 409 422 500 502 503 504",
            "POST /v1/children/{name}/run (name) body -> 200 400 401 403 404 409 413 503 504",
            "POST /v1/children/{name}/start (name, needs) body -> 200 400 401 403 404 409 413 422 500 502 503 504",
            "POST /v1/children/{name}/stop (name, drain) -> 200 400 401 403 500 504",
            "POST /v1/codes () -> 200 400 401 403 409",
            "POST /v1/reload () -> 200 400 401 403",
            "POST /v1/sessions () -> 200 401 403",
            "POST /v1/stop-all () -> 200 401 403 500 503 504",
        ];
        Assert.Equal(expected, document.GetProperty("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject().Select(call => Line(path.Name, call))).Order(StringComparer.Ordinal));
        var options = Post(document, "start").GetProperty("requestBody").GetProperty("content").GetProperty("application/json").GetProperty("schema");
        string[] keys =
        [
            "command", "args", "script", "env", "cwd", "endpoint", "timeout", "attempts", "stopTimeout", "stopSignal", "monitor", "stdout", "stderr",
            "idleTime", "restartTolerance", "faultTimeout",
        ];
        Assert.Subset(options.GetProperty("properties").EnumerateObject().Select(p => p.Name).ToHashSet(), keys.ToHashSet());
        var data = document.GetProperty("paths").GetProperty("/v1/events").GetProperty("get").GetProperty("responses").GetProperty("200")
            .GetProperty("content").GetProperty("text/event-stream").GetProperty("schema").GetProperty("$ref").GetString();
        Assert.Equal("#/components/schemas/EventView", data);
        Assert.True(Has("EventView", "endpoint") && Has("StartedReply", "durationSeconds") && Has("ChildView", "kind"));

        bool Has(string schema, string member) =>
            document.GetProperty("components").GetProperty("schemas").GetProperty(schema).GetProperty("properties").TryGetProperty(member, out _);
    }

    private static JsonElement Post(JsonElement document, string verb) =>
        document.GetProperty("paths").GetProperty($"/v1/children/{{name}}/{verb}").GetProperty("post");

    private static string Line(string path, JsonProperty call)
    {
        var parameters = call.Value.TryGetProperty("parameters", out var given)
            ? given.EnumerateArray().Select(p => p.GetProperty("name").GetString())
            : [];
        var body = call.Value.TryGetProperty("requestBody", out _) ? " body" : "";
        var answers = call.Value.GetProperty("responses").EnumerateObject().Select(a => a.Name).Order(StringComparer.Ordinal);
        return $"{call.Name.ToUpperInvariant()} {path} ({string.Join(", ", parameters)}){body} -> {string.Join(' ', answers)}";
    }
}
