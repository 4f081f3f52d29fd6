namespace Spinner.Host.Tests.Api;

public class NamesSpec(SharedDaemon shared) : IClassFixture<SharedDaemon>
{
    [Theory(Timeout = RealProgram.Limit)]
    [InlineData("a/b ü 日本 😀")]
    [InlineData("..")]
    [InlineData("%2F")]
    [InlineData("a?b#c&d=\"'\\")]
    public async Task Any_name_goes_through_every_verb(string name)
    {
        var daemon = shared.Daemon;
        Assert.Equal(0, (await daemon.RunAsync("start", name, "--", Spinner.Tests.Dummy.Dotnet, Spinner.Tests.Dummy.Dll, "print", "hello",
            "bind")).Code);
        Assert.True((await daemon.AskAsync(HttpMethod.Get, "/v1/children")).Body.TryGetProperty(name, out _));
        Assert.Equal(0, (await daemon.RunAsync("wait", name)).Code);
        foreach (var verb in new[] { "get", "explain", "restart" }) Assert.Equal(0, (await daemon.RunAsync(verb, name)).Code);
        Assert.Contains("hello", (await daemon.RunAsync("logs", name)).Out, StringComparison.Ordinal);
        var pid = await daemon.PidAsync(name);
        Assert.Equal(0, (await daemon.RunAsync("stop", name)).Code);
        await DaemonRun.GoneAsync(pid);
        Assert.Equal(0, (await daemon.RunAsync("remove", name)).Code);
        Assert.Equal(4, (await daemon.RunAsync("get", name)).Code);
    }
}
