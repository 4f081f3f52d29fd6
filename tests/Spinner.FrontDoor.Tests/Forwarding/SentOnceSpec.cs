using System.Net;

namespace Spinner.FrontDoor.Tests.Forwarding;

/// <summary>How often a child that closes the connection, and goes on listening, gets a request.</summary>
public class SentOnceSpec : SocketSpecs
{
    private const int Connections = 4;

    private readonly TaskCompletionSource _together = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _inside;

    public SentOnceSpec() => Child.Answer = async (head, connection) =>
    {
        if (SocketChild.TargetOf(head) != "/together") return false;
        if (Interlocked.Increment(ref _inside) == Connections) _together.SetResult();
        await _together.Task;
        return await SocketChild.SendAsync(connection, "hello");
    };

    [Theory(Timeout = Limit)]
    [InlineData("POST", true, true)]
    [InlineData("PUT", true, true)]
    [InlineData("POST", true, false)]
    [InlineData("POST", false, false)]
    [InlineData("DELETE", false, false)]
    [InlineData("POST", false, true)]
    public async Task What_is_not_safe_to_repeat_comes_once_whatever_it_expects(string method, bool body, bool expects)
    {
        var client = await WithUsedConnectionsAsync(new FrontDoorOptions());
        using var request = new HttpRequestMessage(new HttpMethod(method), "/end") { Content = body ? new StringContent("once") : null };
        request.Headers.ExpectContinue = expects;
        using var answer = await client.SendAsync(request);
        Assert.Equal((HttpStatusCode.BadGateway, 1), (answer.StatusCode, Child.CountOf("/end")));
    }

    [Theory(Timeout = Limit)]
    [InlineData(false, 1)]
    [InlineData(true, 2)]
    public async Task A_get_comes_once_and_once_more_where_that_is_allowed(bool retry, int times)
    {
        var client = await WithUsedConnectionsAsync(new FrontDoorOptions { Defaults = new() { Retry = retry } });
        using var answer = await client.GetAsync(new Uri("/end", UriKind.Relative));
        Assert.Equal((HttpStatusCode.BadGateway, times), (answer.StatusCode, Child.CountOf("/end")));
    }

    private async Task<HttpClient> WithUsedConnectionsAsync(FrontDoorOptions options)
    {
        var client = ClientOf(await OpenAsync(options));
        await Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => client.GetStringAsync(new Uri("/together", UriKind.Relative))));
        return client;
    }
}
