using System.Net.ServerSentEvents;
using System.Text.Json;

namespace Spinner.Host.Tests.Api;

public class EventsSpec
{
    [Fact(Timeout = RealProgram.Limit)]
    public async Task Events_are_numbered_and_come_again_after_the_last_one_seen()
    {
        await using var daemon = await DaemonRun.UpAsync(DaemonRun.Child("web", "", "bind"));
        await using var live = await OpenAsync(daemon, null);
        await daemon.AskAsync(HttpMethod.Post, "/v1/children/web/start");
        await daemon.AskAsync(HttpMethod.Post, "/v1/children/web/restart");
        await daemon.AskAsync(HttpMethod.Post, "/v1/children/web/stop");

        string[] expected = ["started 1", "restarted 2", "stopped 3"];
        Assert.Equal(expected, await TakeAsync(live, 3));
        await using var replayed = await OpenAsync(daemon, "1");
        Assert.Equal(expected[1..], await TakeAsync(replayed, 2));
    }

    [Fact(Timeout = RealProgram.Limit)]
    public async Task A_stream_ends_with_the_daemon_after_the_last_event()
    {
        await using var daemon = await DaemonRun.UpAsync(DaemonRun.Child("web", "autostart = on", "bind"));
        await daemon.PidAsync("web");
        await using var live = await OpenAsync(daemon, null);
        await daemon.EndAsync();
        Assert.Equal(["stopped 2"], await TakeAsync(live, int.MaxValue));
    }

    private static async Task<Stream> OpenAsync(DaemonRun daemon, string? last)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/events");
        if (last is not null) request.Headers.Add("Last-Event-ID", last);
        var response = await daemon.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        return await response.Content.ReadAsStreamAsync();
    }

    private static async Task<List<string>> TakeAsync(Stream stream, int count)
    {
        var taken = new List<string>();
        await foreach (var item in SseParser.Create(stream).EnumerateAsync())
        {
            using var data = JsonDocument.Parse(item.Data);
            Assert.Equal("web", data.RootElement.GetProperty("name").GetString());
            taken.Add($"{item.EventType} {item.EventId}");
            if (taken.Count == count) break;
        }

        return taken;
    }
}
