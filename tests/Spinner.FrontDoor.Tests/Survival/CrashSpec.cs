using System.Net;

namespace Spinner.FrontDoor.Tests.Survival;

/// <summary>Children that end in the middle of an answer, and what is sent once more.</summary>
public class CrashSpec : DoorSpecs
{
    [Theory(Timeout = Limit)]
    [InlineData("POST")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    public async Task What_is_not_safe_to_repeat_runs_once_even_without_a_body_on_a_connection_used_before(string method)
    {
        var client = await ClientAsync();
        for (var i = 0; i < 3; i++) await GetAsync(client, "/");
        using var request = new HttpRequestMessage(new HttpMethod(method), "/end/before-head");
        using var answer = await client.SendAsync(request);
        Assert.Equal(HttpStatusCode.BadGateway, answer.StatusCode);
        Assert.Equal([method], Ended);
        Assert.Equal(HttpStatusCode.OK, (await GetAsync(client, "/")).Status);
        Assert.Equal([method], Ended);
    }

    [Fact(Timeout = Limit)]
    public async Task A_get_is_sent_once_more_to_the_next_launch()
    {
        var client = await ClientAsync();
        Assert.Equal((HttpStatusCode.OK, "again"), await GetAsync(client, "/end/once"));
        Assert.Equal(["GET", "GET"], Ended);
        Assert.Equal(2, (await InfoAsync()).Launches);
    }

    [Theory(Timeout = Limit)]
    [InlineData("before-head")]
    [InlineData("in-head")]
    public async Task A_get_that_ends_every_launch_is_502_after_two_and_then_the_child_is_faulted(string how)
    {
        var client = await ClientAsync();
        Assert.Equal(HttpStatusCode.BadGateway, (await GetAsync(client, $"/end/{how}")).Status);
        Assert.Equal(["GET", "GET"], Ended);
        await UntilAsync(i => i.Fault is not null);
        using var refused = await client.GetAsync(new Uri("/", UriKind.Relative));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value, Seconds(1), Seconds(60));
    }

    [Fact(Timeout = Limit)]
    public async Task An_answer_that_is_cut_off_is_not_made_to_look_whole()
    {
        var client = await ClientAsync();
        await Assert.ThrowsAsync<HttpRequestException>(() => GetAsync(client, "/end/in-body"));
        Assert.Equal(["GET"], Ended);
        Assert.Equal(HttpStatusCode.OK, (await GetAsync(client, "/")).Status);
    }

    [Fact(Timeout = Limit)]
    public async Task With_retry_off_nothing_is_sent_twice()
    {
        var client = await ClientAsync(new FrontDoorOptions { Defaults = new() { Retry = false } });
        Assert.Equal(HttpStatusCode.BadGateway, (await GetAsync(client, "/end/before-head")).Status);
        Assert.Equal(["GET"], Ended);
    }
}
