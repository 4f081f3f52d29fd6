using System.Net;
using System.Text;
using Spinner.Actors;
using Spinner.FrontDoor.Configuration;

namespace Spinner.FrontDoor.Tests.Routing;

/// <summary>Routes of one host and path, chosen by what a body names.</summary>
public class ByJsonSpec : DoorSpecs
{
    private static FrontDoorRoute Model(string name, params string[] values) => new()
    {
        Name = name, Path = "/upload", ByJson = "model", ByValues = values.Length > 0 ? values : null, MaxWait = Seconds(20),
    };

    protected override IEnumerable<ChildOptions> Children => [Child("web") with { Name = "llama" }, Child("web") with { Name = "qwen" }, Child("web") with { Name = "other" }];

    [Theory(Timeout = Limit)]
    [InlineData("""{"model":"qwen","messages":[{"model":"llama"}]}""", "qwen")]
    [InlineData("""{"messages":[{"model":"qwen"}],"model":"llama"}""", "llama")]
    [InlineData("""{"model":"gpt-4","stream":true}""", "llama")]
    [InlineData("""{"model":"llama","model":"qwen"}""", "qwen")]
    [InlineData("""{"mod\u0065l":"q\u0077en"}""", "qwen")]
    public async Task The_child_that_is_named_gets_the_whole_request(string body, string child)
    {
        var client = await ClientAsync(new FrontDoorOptions { Routes = [Model("llama", "llama", "gpt-4"), Model("qwen")] });

        foreach (var chunked in new[] { false, true })
        {
            var (status, answer) = await PostAsync(client, body, chunked);
            Assert.Equal(HttpStatusCode.OK, status);
            Assert.StartsWith($"{Encoding.UTF8.GetByteCount(body)} ", answer, StringComparison.Ordinal);
        }

        Assert.Equal(ChildState.Started, (await InfoAsync(child)).State);
        Assert.Equal(ChildState.Stopped, (await InfoAsync(child == "qwen" ? "llama" : "qwen")).State);
    }

    [Theory(Timeout = Limit)]
    [InlineData("""{"model":"other"}""", HttpStatusCode.NotFound, "There is no model 'other' here. Known: gpt-4, llama, qwen.")]
    [InlineData("""{"model":["qwen"]}""", HttpStatusCode.BadRequest, "a text as 'model'. Known: gpt-4, llama, qwen.")]
    [InlineData("""{"messages":[{"model":"qwen"}]}""", HttpStatusCode.BadRequest, "a text as 'model'")]
    [InlineData("""["model","qwen"]""", HttpStatusCode.BadRequest, "a text as 'model'")]
    [InlineData("model=qwen", HttpStatusCode.BadRequest, "a text as 'model'")]
    [InlineData("""{"model":"qwen" """, HttpStatusCode.BadRequest, "a text as 'model'")]
    [InlineData(null, HttpStatusCode.BadRequest, "a text as 'model'")]
    public async Task What_names_nobody_is_told_who_there_is_and_starts_nobody(string? body, HttpStatusCode status, string told)
    {
        var client = await ClientAsync(new FrontDoorOptions { Routes = [Model("llama", "llama", "gpt-4"), Model("qwen")] });

        var answer = await PostAsync(client, body, chunked: false);

        Assert.Equal(status, answer.Status);
        Assert.Contains(told, answer.Body, StringComparison.Ordinal);
        Assert.All((await Spinner.ListAsync()).Values, child => Assert.Equal(ChildState.Stopped, child.State));
    }

    [Fact(Timeout = Limit)]
    public async Task A_route_at_the_same_place_without_it_gets_the_rest()
    {
        var client = await ClientAsync(new FrontDoorOptions { Routes = [new() { Name = "other", Path = "/upload" }, Model("qwen")] });

        foreach (var body in new[] { """{"model":"llama"}""", "no JSON", null }) Assert.Equal(HttpStatusCode.OK, (await PostAsync(client, body, chunked: false)).Status);
        Assert.Equal(ChildState.Stopped, (await InfoAsync("qwen")).State);
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(client, """{"model":"qwen"}""", chunked: false)).Status);
        Assert.Equal((ChildState.Started, ChildState.Started), ((await InfoAsync("qwen")).State, (await InfoAsync("other")).State));
    }

    [Theory(Timeout = Limit)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_body_of_a_mebibyte_is_read_and_no_more(bool chunked)
    {
        var client = await ClientAsync(new FrontDoorOptions { Routes = [Model("qwen")] });
        var head = """{"model":"qwen","padding":""" + "\"";

        var whole = head + new string('x', (1024 * 1024) - head.Length - 2) + "\"}";
        var (status, answer) = await PostAsync(client, whole, chunked);
        Assert.Equal((HttpStatusCode.OK, true), (status, answer.StartsWith("1048576 ", StringComparison.Ordinal)));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await PostAsync(client, whole + " ", chunked)).Status);
    }

    [Fact(Timeout = Limit)]
    public async Task A_body_that_does_not_come_is_waited_for_as_long_as_a_start()
    {
        var door = await OpenAsync(new FrontDoorOptions { Routes = [Model("qwen") with { MaxWait = Seconds(1) }] });
        const string Half = "POST /upload HTTP/1.1\r\nHost: models.example\r\nContent-Length: 20\r\n\r\n{\"model\":";
        Assert.StartsWith("HTTP/1.1 408 ", await RawHttp.SendAsync(door, Half, headOnly: true), StringComparison.Ordinal);
        Assert.Equal(ChildState.Stopped, (await InfoAsync("qwen")).State);
    }

    [Fact]
    public void Those_of_one_place_have_one_member_one_set_of_hosts_and_values_of_their_own()
    {
        Assert.Equal(0, WrongOf(Model("a"), Model("b"), Model("c", "x", "y"), new() { Name = "other", Path = "/upload" }, Model("d", "a") with { Path = "/" }));
        Assert.Equal(1, WrongOf(Model("a"), Model("b", "a")));
        Assert.Equal(1, WrongOf(Model("a"), Model("b") with { ByJson = "task" }));
        Assert.Equal(1, WrongOf(Model("a") with { Hosts = ["a.example", "b.example"] }, Model("b") with { Hosts = ["a.example"] }));
        Assert.Equal(1, WrongOf(Model("a", "x") with { ByJson = null }));

        static int WrongOf(params FrontDoorRoute[] routes) => FrontDoorCheck.Validate(new FrontDoorOptions { Routes = routes }).Count;
    }

    private static async Task<(HttpStatusCode Status, string Body)> PostAsync(HttpClient client, string? body, bool chunked)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"http://models.example:{client.BaseAddress!.Port}/upload"));
        if (body is not null) request.Content = new StringContent(body);
        request.Headers.TransferEncodingChunked = chunked;
        using var answer = await client.SendAsync(request);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }
}
