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
        var heard = await TakeAsync(live, 3);
        Assert.Equal(expected, heard.Select(e => e.What));
        await using var replayed = await OpenAsync(daemon, heard[0].Id);
        Assert.Equal(heard[1..], await TakeAsync(replayed, 2));
        await using var byNumber = await OpenAsync(daemon, "2");
        Assert.Equal(heard[2..], await TakeAsync(byNumber, 1));
    }

    [Theory(Timeout = RealProgram.Limit)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Who_saw_events_of_an_earlier_daemon_is_told_and_gets_all_of_this_one(bool isPlain)
    {
        await using var daemon = await DaemonRun.UpAsync(DaemonRun.Child("web", "", "bind"));
        await using var live = await OpenAsync(daemon, null);
        foreach (var verb in new[] { "start", "stop", "start" }) await daemon.AskAsync(HttpMethod.Post, $"/v1/children/web/{verb}");
        var last = (await TakeAsync(live, 3))[^1].Id;
        await daemon.EndAsync();
        await daemon.StartAsync();
        await daemon.AskAsync(HttpMethod.Post, "/v1/children/web/start");

        await using var after = await OpenAsync(daemon, isPlain ? "3" : last);

        Assert.Equal(["missed 0", "started 1"], (await TakeAsync(after, 2)).Select(e => e.What));
    }

    [Fact(Timeout = RealProgram.Limit)]
    public async Task A_number_of_another_daemon_is_not_ours_though_we_have_come_to_it()
    {
        await using var daemon = await DaemonRun.UpAsync(DaemonRun.Child("web", "", "bind"));
        await daemon.AskAsync(HttpMethod.Post, "/v1/children/web/start");

        await using var after = await OpenAsync(daemon, "00000000-1");

        Assert.Equal(["missed 0", "started 1"], (await TakeAsync(after, 2)).Select(e => e.What));
    }

    [Fact(Timeout = RealProgram.Limit)]
    public async Task A_stream_ends_with_the_daemon_after_the_last_event()
    {
        await using var daemon = await DaemonRun.UpAsync(DaemonRun.Child("web", "autostart = on", "bind"));
        await daemon.PidAsync("web");
        await using var live = await OpenAsync(daemon, null);
        await daemon.EndAsync();
        Assert.Equal(["stopped 2", "end 0"], (await TakeAsync(live, int.MaxValue)).Select(e => e.What));
    }

    [Fact(Timeout = RealProgram.Limit)]
    public async Task Who_asked_and_how_long_it_took_are_told_on_every_way()
    {
        await using var daemon = await DaemonRun.UpAsync(
            DaemonRun.Child("web", "autostart = on\nneeds = [db]", "bind"), DaemonRun.Child("db", "", "bind"), DaemonRun.Child("bad", "attempts = 1", "exit", "3"));
        await daemon.PidAsync("web");
        await daemon.AskAsync(HttpMethod.Post, "/v1/children/web/stop");
        Assert.Equal(1, (await daemon.RunAsync("start", "bad")).Code);

        Assert.Equal(["started start autostart", "stopped stop socket"], await ByAsync(daemon, "web"));
        Assert.Equal("started start need of web", (await ByAsync(daemon, "db"))[0]);
        Assert.Equal(["error start socket", "faulted start socket"], await ByAsync(daemon, "bad"));
        var started = (await daemon.AskAsync(HttpMethod.Get, "/v1/children/web/events")).Body[0];
        Assert.InRange(started.GetProperty("tookMs").GetDouble(), 0.1, RealProgram.Limit);
        Assert.Equal((1, 3), (started.GetProperty("attempt").GetInt32(), started.GetProperty("attempts").GetInt32()));
    }

    [Fact(Timeout = RealProgram.Limit)]
    public async Task A_reload_is_told_as_who_asked_for_it()
    {
        await using var daemon = await DaemonRun.UpAsync(DaemonRun.Child("web", "autostart = on", "bind"));
        var pid = await daemon.PidAsync("web");
        daemon.Write(DaemonRun.Child("web", "autostart = on\nstop-timeout = 3s", "bind"));
        await daemon.ReloadAsync();
        await daemon.PidAsync("web", after: pid);

        Assert.Contains(await ByAsync(daemon, "web"), told => told == "stopped remove socket");
    }

    private static async Task<IReadOnlyList<string>> ByAsync(DaemonRun daemon, string name) =>
    [
        .. (await daemon.AskAsync(HttpMethod.Get, $"/v1/children/{name}/events")).Body.EnumerateArray().Select(e =>
            $"{e.GetProperty("event").GetString()} {e.GetProperty("cause").GetString()} {e.GetProperty("by").GetString()}"),
    ];

    private static async Task<Stream> OpenAsync(DaemonRun daemon, string? last)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/events");
        if (last is not null) request.Headers.Add("Last-Event-ID", last);
        var response = await daemon.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        return await response.Content.ReadAsStreamAsync();
    }

    private static async Task<List<(string What, string? Id)>> TakeAsync(Stream stream, int count)
    {
        var taken = new List<(string, string?)>();
        await foreach (var item in SseParser.Create(stream).EnumerateAsync())
        {
            using var data = JsonDocument.Parse(item.Data);
            var number = data.RootElement.TryGetProperty("sequence", out var sequence) ? sequence.GetInt64() : 0;
            taken.Add(($"{item.EventType} {number}", item.EventId));
            if (item.EventType is not ("missed" or "end")) Assert.Equal("web", data.RootElement.GetProperty("name").GetString());
            if (taken.Count == count) break;
        }

        return taken;
    }
}
