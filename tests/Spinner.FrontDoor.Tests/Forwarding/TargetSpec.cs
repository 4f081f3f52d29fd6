namespace Spinner.FrontDoor.Tests.Forwarding;

/// <summary>Targets arrive as they were sent, whatever else stands in them.</summary>
public class TargetSpec : SocketSpecs
{
    [Theory(Timeout = Limit)]
    [InlineData("/a?x={y}", "/a?x={y}")]
    [InlineData("/a?x={y}&z=%41", "/a?x={y}&z=%41")]
    [InlineData("/a?|^`\"<>\\", "/a?|^`\"<>\\")]
    [InlineData("/{a}|^", "/{a}|^")]
    [InlineData("/{a}%41|^", "/{a}%41|^")]
    [InlineData("/a?b?c", "/a?b?c")]
    [InlineData("/a?", "/a?")]
    [InlineData("//a//b", "//a//b")]
    [InlineData("/%ff%zz%", "/%ff%zz%")]
    [InlineData("http://web.localhost/a%2Fb%41?c=%2f", "/a%2Fb%41?c=%2f")]
    [InlineData("http://web.localhost?c=%2f", "/?c=%2f")]
    [InlineData("http://WEB.localhost:80/", "/")]
    [InlineData("/a b/x%2Fy", null)]
    public async Task As_it_was_sent(string sent, string? got)
    {
        await RawAsync(await OpenAsync(), sent);
        if (got is null) Assert.Empty(Child.Heads);
        else Assert.Equal(got, SocketChild.TargetOf(Assert.Single(Child.Heads)));
    }

    [Theory(Timeout = Limit)]
    [InlineData("/a%20b/x%2Fy", "/a b", "/x%2Fy", "/a%20b")]
    [InlineData("/%E6%97%A5%e6%9c%ac/x%2Fy", "/日本", "/x%2Fy", "/%E6%97%A5%E6%9C%AC")]
    [InlineData("/%61pp/x%2Fy?q", "/app", "/x%2Fy?q", "/app")]
    [InlineData("/%7Eme", "/~me", "/", "/~me")]
    [InlineData("/app?q={1}", "/app", "/?q={1}", "/app")]
    public async Task What_is_taken_away_may_be_written_otherwise(string sent, string path, string got, string prefix)
    {
        var route = new FrontDoorRoute { Name = "app", Child = "web", Hosts = ["web.localhost"], Path = path, StripPath = true };
        await RawAsync(await OpenAsync(new FrontDoorOptions { Routes = [route] }), sent);
        var head = Assert.Single(Child.Heads);
        Assert.Equal(got, SocketChild.TargetOf(head));
        Assert.Contains($"\r\nX-Forwarded-Prefix: {prefix}\r\n", head, StringComparison.Ordinal);
    }

    [Fact(Timeout = Limit)]
    public async Task An_absolute_target_goes_by_its_own_host_and_its_slashes_are_encoded_as_any()
    {
        var door = await OpenAsync(new FrontDoorOptions { Routes = [new() { Name = "a", Child = "web", Hosts = ["a.test"], Path = "/a" }] });
        await RawHttp.SendAsync(door, "GET http://a.test/a/b HTTP/1.1\r\nHost: nobody.test\r\nConnection: close\r\n\r\n");
        Assert.Contains("\r\nHost: a.test\r\n", Assert.Single(Child.Heads), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 404 ",
            await RawHttp.SendAsync(door, "GET http://a.test/a%2Fb HTTP/1.1\r\nHost: a.test\r\nConnection: close\r\n\r\n"), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 400 ",
            await RawHttp.SendAsync(door, "GET http://u@a.test/a HTTP/1.1\r\nHost: a.test\r\nConnection: close\r\n\r\n"), StringComparison.Ordinal);
    }

    [Fact(Timeout = Limit)]
    public async Task Options_of_the_server_arrive_as_that()
    {
        await RawHttp.SendAsync(await OpenAsync(), "OPTIONS * HTTP/1.1\r\nHost: web.localhost\r\nConnection: close\r\n\r\n");
        Assert.StartsWith("OPTIONS * HTTP/1.1\r\n", Assert.Single(Child.Heads), StringComparison.Ordinal);
    }

    [Theory(Timeout = Limit)]
    [InlineData("bücher.test", "xn--bcher-kva.test")]
    [InlineData("xn--bcher-kva.test", "xn--bcher-kva.test")]
    [InlineData("*.zürich.test", "a.XN--ZRICH-KVA.test")]
    [InlineData("*.xn--zrich-kva.test", "a.xn--zrich-kva.test")]
    public async Task International_hosts_match_in_both_forms(string route, string host)
    {
        var door = await OpenAsync(new FrontDoorOptions { Routes = [new() { Name = "web", Hosts = [route] }] });
        await RawHttp.SendAsync(door, $"GET / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
        Assert.Contains($"\r\nHost: {host}\r\n", Assert.Single(Child.Heads), StringComparison.Ordinal);
    }
}
