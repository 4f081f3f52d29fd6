namespace Spinner.FrontDoor.Tests.Forwarding;

/// <summary>What is encoded in a path arrives as it was sent, unless it hides where it leads.</summary>
public class RawPathSpec : SocketSpecs
{
    [Theory(Timeout = Limit)]
    [InlineData("/@types%2fcors", "/@types%2fcors")]
    [InlineData("/a%2Fb%2fc/", "/a%2Fb%2fc/")]
    [InlineData("/100%25", "/100%25")]
    [InlineData("/a%252fb", "/a%252fb")]
    [InlineData("/a%2fb%252f%2525", "/a%2fb%252f%2525")]
    [InlineData("/a%20b/%3b%C3%A9", "/a%20b/%3b%C3%A9")]
    [InlineData("/a%2fb?x=%2f%41&y=a%20b/../c", "/a%2fb?x=%2f%41&y=a%20b/../c")]
    [InlineData("/plain/..b?x=%2e%2e", "/plain/..b?x=%2e%2e")]
    [InlineData("/a/..%2fb", "/a/..%252fb")]
    [InlineData("/a%2f..%2fb", "/a%252f..%252fb")]
    [InlineData("/a%2f%2e%2e%2fb", "/a%252f..%252fb")]
    [InlineData("/a/%2e%2e/b%2fc", "/b%252fc")]
    [InlineData("/a/%2e%2e/b", "/b")]
    [InlineData("/a/%2E/b%20c", "/a/b%20c")]
    [InlineData("/api/a%2fb", "/a%2fb")]
    [InlineData("/api/a%20b?q=%20", "/a%20b?q=%20")]
    [InlineData("/%61pi/a%2fb", "/a%2fb")]
    [InlineData("/api/..%2fb", "/..%252fb")]
    public async Task The_child_gets_the_path_as_it_was_sent(string sent, string got)
    {
        var door = await OpenAsync(new FrontDoorOptions { Routes = [new() { Name = "web", Hosts = ["web.localhost"] }, Api] });
        Assert.StartsWith("HTTP/1.1 200 ", await RawAsync(door, sent), StringComparison.Ordinal);
        Assert.Equal(got, SocketChild.TargetOf(Assert.Single(Child.Heads)));
    }

    [Fact(Timeout = Limit)]
    public async Task An_encoded_slash_is_no_end_of_a_prefix()
    {
        var door = await OpenAsync(new FrontDoorOptions { Domain = FrontDoorOptions.NoDomain, Routes = [Api] });
        Assert.StartsWith("HTTP/1.1 404 ", await RawAsync(door, "/api%2fa"), StringComparison.Ordinal);
        Assert.Empty(Child.Heads);
    }

    private static FrontDoorRoute Api => new() { Name = "api", Child = "web", Hosts = ["web.localhost"], Path = "/api", StripPath = true };
}
