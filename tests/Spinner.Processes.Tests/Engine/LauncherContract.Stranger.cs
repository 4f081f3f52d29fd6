using Spinner.Actors;


namespace Spinner.Processes.Tests.Engine;

public abstract partial class LauncherContract
{
    [Theory(Timeout = TimeLimit)]
    [InlineData("127.0.0.1")]
    [InlineData("0.0.0.0")]
    [InlineData("::1")]
    public async Task A_stranger_on_the_port_is_never_ready(string host)
    {
        var port = Dummy.FreeTcp();
        var stranger = await LaunchReadyAsync(Dummy.Plan(port, "bind").With("HOST", host));
        var exit = await Launch(Dummy.Plan(port, "ignore-sigterm", "never-bind")).EndAsync();
        Assert.Equal(new ListenerOwner(stranger.Launch.Pid, ProcFacts.NameOf(stranger.Launch.Pid)), exit.Stranger);
        Assert.Equal(ExitStatus.Killed(9), exit.Status);
        Assert.True(ProcFacts.IsAlive(stranger.Launch.Pid));
    }

    [Fact(Timeout = TimeLimit)]
    public async Task A_stranger_on_the_socket_path_is_never_ready()
    {
        var path = Dummy.FreeUnix();
        var stranger = await LaunchReadyAsync(Dummy.Plan(Dummy.FreeTcp(), "steal", path.Path, "bind"));
        var exit = await Launch(Dummy.Plan(path, "never-bind")).EndAsync();
        Assert.Equal(stranger.Launch.Pid, exit.Stranger?.Pid);
    }

    [Fact(Timeout = TimeLimit)]
    public async Task A_child_that_cannot_bind_names_the_stranger()
    {
        var port = Dummy.FreeTcp();
        var stranger = await LaunchReadyAsync(Dummy.Plan(port, "bind"));
        // Exits at once, mostly before the probe has seen the stranger.
        var exit = await Launch(Dummy.Plan(port, "exit", "1")).EndAsync();
        Assert.Equal(stranger.Launch.Pid, exit.Stranger?.Pid);
    }

    [Fact(Timeout = TimeLimit)]
    public async Task A_crash_after_ready_names_no_stranger()
    {
        var running = await LaunchReadyAsync("bind");
        await Dummy.EndAsync(running.Endpoint, "/crash");
        Assert.Null((await running.EndAsync()).Stranger);
    }
}
