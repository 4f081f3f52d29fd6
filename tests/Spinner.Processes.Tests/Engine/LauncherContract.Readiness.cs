using System.Net.Sockets;

namespace Spinner.Processes.Tests.Engine;

public abstract partial class LauncherContract
{
    [Fact(Timeout = TimeLimit)]
    public async Task Ready_on_a_tcp_port()
    {
        var running = await LaunchReadyAsync("bind");
        Assert.Equal(new LaunchReady(running.Endpoint, Verified: true), await running.Observer.WhenReady);
        Assert.Equal($"{running.Launch.Pid}", await Dummy.GetAsync(running.Endpoint, "/pid"));
    }

    [Fact(Timeout = TimeLimit)]
    public async Task Ready_on_a_unix_socket()
    {
        var running = await LaunchReadyAsync(Dummy.Plan(Dummy.FreeUnix(), "bind"));
        Assert.Equal(new LaunchReady(running.Endpoint, Verified: true), await running.Observer.WhenReady);
        Assert.Equal("hello, world", await Dummy.GetAsync(running.Endpoint));
    }

    [Theory(Timeout = TimeLimit)]
    [InlineData("::1", "::1")]
    [InlineData("0.0.0.0", "127.0.0.1")]
    [InlineData("::", "127.0.0.1", "::1")]
    public async Task Ready_tells_the_address_that_answers(string bound, params string[] answering)
    {
        if (bound.Contains(':', StringComparison.Ordinal) && !Socket.OSSupportsIPv6) return;
        var port = Dummy.FreeTcp();
        var running = await LaunchReadyAsync(Dummy.Plan(port, "bind").With("HOST", bound));
        var ready = await running.Observer.WhenReady;
        // Where both would answer, the one asked first may have been asked a moment too early.
        Assert.Contains(ready, answering.Select(host => new LaunchReady(port with { Host = host }, Verified: true)));
        Assert.Equal("hello, world", await Dummy.GetAsync(ready.Endpoint));
    }

    [Fact(Timeout = TimeLimit)]
    public async Task Ready_when_a_late_child_binds() => await LaunchReadyAsync("bind-after", "300");

    [Fact(Timeout = TimeLimit)]
    public async Task Ready_when_a_grandchild_binds() => await LaunchReadyAsync("grandchild", "[", "bind", "]", "never-bind");

    [Fact(Timeout = TimeLimit)]
    public async Task Never_ready_after_Kill()
    {
        var running = Launch("bind-after", "100");
        running.Launch.Kill();
        await running.EndAsync();
        Assert.False(running.Observer.IsReady);
    }
}
