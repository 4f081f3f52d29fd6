using System.Net;
using Spinner.Actors;

namespace Spinner.FrontDoor.Tests.Survival;

/// <summary>Children whose listener the supervisor holds: it takes connections while nobody is there to answer them.</summary>
public class HeldListenerSpec : DoorSpecs
{
    protected override IEnumerable<ChildOptions> Children =>
        [Child("web-fd") with { Endpoint = EndpointSpec.ListenFdOn(EndpointSpec.Unix) }];

    [Fact(Timeout = Limit)]
    public async Task Requests_are_answered_before_and_after_a_crash()
    {
        var client = await ClientAsync();
        Assert.Equal((HttpStatusCode.OK, "hello, world"), await GetAsync(client, "/"));
        Assert.Equal((HttpStatusCode.OK, "again"), await GetAsync(client, "/end/once"));
        Assert.Equal(["GET", "GET"], Ended);
    }

    [Fact(Timeout = Limit)]
    public async Task Many_first_requests_are_answered_by_one_process()
    {
        var client = await ClientAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => GetAsync(client, "/pid")));
        Assert.All(answers, a => Assert.Equal(HttpStatusCode.OK, a.Status));
        Assert.Single(answers.Select(a => a.Body).Distinct());
        Assert.Equal(1, (await InfoAsync()).Launches);
    }

    [Theory(Timeout = Limit)]
    [InlineData("POST")]
    [InlineData("DELETE")]
    public async Task What_is_not_safe_to_repeat_runs_once_though_the_next_launch_would_take_it(string method)
    {
        var client = await ClientAsync();
        for (var i = 0; i < 3; i++) await GetAsync(client, "/");
        using var request = new HttpRequestMessage(new HttpMethod(method), "/end/before-head");
        using var answer = await client.SendAsync(request);
        Assert.Equal(HttpStatusCode.BadGateway, answer.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await GetAsync(client, "/")).Status);
        Assert.Equal([method], Ended);
    }
}
