namespace Spinner.Host.Tests.Api;

public class DescriptionSpec
{
    [Fact(Timeout = RealProgram.Limit)]
    public async Task The_API_describes_itself_and_counts_what_happens()
    {
        await using var daemon = await DaemonRun.UpAsync(DaemonRun.Child("web", "", "bind"));
        await daemon.AskAsync(HttpMethod.Post, "/v1/children/web/start");

        var (_, document) = await daemon.AskAsync(HttpMethod.Get, "/openapi.json");
        var metrics = await daemon.Http.GetStringAsync(new Uri("/metrics", UriKind.Relative));

        Assert.True(document.GetProperty("paths").GetProperty("/v1/children/{name}/start").TryGetProperty("post", out _));
        Assert.Contains("spinner_child_starts_total{spinner_name=\"spinner\",spinner_cause=\"start\",spinner_start_outcome=\"ready\"} 1", metrics,
            StringComparison.Ordinal);
        Assert.Contains("spinner_children{spinner_name=\"spinner\",spinner_child_state=\"started\"} 1", metrics, StringComparison.Ordinal);
        Assert.Contains("le=\"+Inf\"} 1", metrics, StringComparison.Ordinal);
    }
}
