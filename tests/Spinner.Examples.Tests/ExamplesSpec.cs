using System.Net;
using System.Text.Json;

namespace Spinner.Examples.Tests;

/// <summary>Every example does what it says, and leaves no process behind.</summary>
public class ExamplesSpec
{
    private const int Limit = 180_000;

    [Fact(Timeout = Limit)]
    public async Task Quickstart_ends_by_itself()
    {
        await using var quickstart = new RunningExample("Quickstart");

        Assert.Equal(0, await quickstart.EndAsync());
        Assert.Equal(2, quickstart.Printed.Split("<hello again, world>").Length - 1);
    }

    [Fact(Timeout = Limit)]
    public async Task ActorUser_ends_by_itself()
    {
        await using var user = new RunningExample("ActorUser");

        Assert.Equal(0, await user.EndAsync());
        Assert.Contains("it says: hello, world", user.Printed, StringComparison.Ordinal);
        Assert.Contains("heard that myapp started because of Start", user.Printed, StringComparison.Ordinal);
    }

    [Fact(Timeout = Limit)]
    public async Task RemoteControl_controls_a_second_process_and_ends_by_itself()
    {
        await using var remote = new RunningExample("RemoteControl");

        Assert.Equal(0, await remote.EndAsync());
        Assert.Equal(2, remote.Printed.Split("<hello from afar>").Length - 1);
        Assert.Contains("OUTPUT <[myapp] ", remote.Printed, StringComparison.Ordinal);
        Assert.Contains("Denied: client may Operate; Start with options needs Define.", remote.Printed, StringComparison.Ordinal);
    }

    [Fact(Timeout = Limit)]
    public async Task EmbeddedInAspNet_starts_its_worker_on_need_and_stops_it_when_it_is_terminated()
    {
        await using var app = new RunningExample("EmbeddedInAspNet", "--urls", "http://127.0.0.1:0");
        using var http = new HttpClient { BaseAddress = new Uri(await app.AfterAsync("Now listening on: ")) };
        Assert.Equal("Stopped", (await WorkerAsync(http)).GetProperty("state").GetString());

        using var first = await http.PostAsync("/api/anything", new StringContent("to the helper"));
        Assert.Equal("hello, world", await first.Content.ReadAsStringAsync());
        Assert.True(first.Headers.Contains("Spinner-Cold-Start"));
        Assert.Equal("hello, world", await http.GetStringAsync("/work/anything"));

        var worker = await WorkerAsync(http);
        Assert.Equal("Started", worker.GetProperty("state").GetString());
        Assert.Equal("Healthy", await http.GetStringAsync("/health"));
        var pid = worker.GetProperty("pid").GetInt32();
        Assert.True(ProcFacts.IsAlive(pid));

        app.Terminate();

        Assert.Equal(0, await app.EndAsync());
        Assert.False(ProcFacts.IsAlive(pid));
    }

    [Fact(Timeout = Limit)]
    public async Task EmbeddedInAspNet_says_why_its_worker_cannot_start()
    {
        await using var app = new RunningExample(
            "EmbeddedInAspNet", "--urls", "http://127.0.0.1:0", "--Spinner:Children:worker:Command", "/no/such/program");
        using var http = new HttpClient { BaseAddress = new Uri(await app.AfterAsync("Now listening on: ")) };

        using var passed = await http.GetAsync("/api/anything");
        using var answer = await http.GetAsync("/work/anything");

        Assert.Equal(HttpStatusCode.BadGateway, passed.StatusCode);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Contains("/no/such/program", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal("Degraded", await http.GetStringAsync("/health"));
        app.Terminate();
        Assert.Equal(0, await app.EndAsync());
    }

    private static async Task<JsonElement> WorkerAsync(HttpClient http) =>
        JsonSerializer.Deserialize<JsonElement>(await http.GetStringAsync("/")).EnumerateArray().Single();
}
