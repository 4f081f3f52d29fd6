namespace Spinner.FrontDoor.Tests.Limits;

/// <summary>A request whose end two readers could see at different places, and what follows on its connection.</summary>
public class SmugglingSpec : SocketSpecs
{
    [Fact(Timeout = Limit)]
    public async Task What_follows_an_ambiguous_request_is_not_read()
    {
        var answer = await RawHttp.SendAsync(await OpenAsync(),
            "POST / HTTP/1.1\r\nHost: web.localhost\r\nContent-Length: 60\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" +
            "GET /smuggled HTTP/1.1\r\nHost: web.localhost\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 400 ", answer, StringComparison.Ordinal);
        Assert.Contains("\r\nConnection: close\r\n", answer, StringComparison.Ordinal);
        Assert.Single(answer.Split("HTTP/1.1 ").Skip(1));
        Assert.Empty(Child.Heads);
    }
}
