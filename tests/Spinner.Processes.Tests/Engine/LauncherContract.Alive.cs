using System.Diagnostics;
using System.Net.Sockets;
using Spinner.Actors;

namespace Spinner.Processes.Tests.Engine;

public abstract partial class LauncherContract
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(200);

    [Fact(Timeout = TimeLimit)]
    public async Task What_listens_on_nothing_is_ready_when_it_has_lived_long_enough()
    {
        var began = Stopwatch.GetTimestamp();
        var running = await LaunchReadyAsync(Worker("never-bind"));
        Assert.True(Stopwatch.GetElapsedTime(began) >= Short);
        Assert.Equal(new LaunchReady(ChildEndpoint.None, Verified: true), await running.Observer.WhenReady);
        Assert.Null(running.Launch.IsListening());
        await Assert.ThrowsAsync<SocketException>(() => ChildEndpoint.None.ConnectAsync().AsTask());
    }

    [Fact(Timeout = TimeLimit)]
    public async Task What_ends_before_that_was_never_ready()
    {
        var running = Launch(Worker("exit", "0") with { ReadyAfter = TimeSpan.FromMinutes(1) });
        Assert.Equal(ExitStatus.Exited(0), (await running.EndAsync()).Status);
        Assert.False(running.Observer.IsReady);
    }

    [Fact(Timeout = TimeLimit)]
    public async Task What_is_killed_before_that_was_never_ready()
    {
        var running = Launch(Worker("never-bind") with { ReadyAfter = TimeSpan.FromMinutes(1) });
        running.Launch.Kill();
        await running.EndAsync();
        Assert.False(running.Observer.IsReady);
    }

    [Fact(Timeout = TimeLimit)]
    public async Task What_may_listen_and_is_ready_by_living_may_have_no_stranger_on_its_port()
    {
        var stranger = await LaunchReadyAsync("bind");
        var plan = Worker("never-bind") with { Endpoint = stranger.Endpoint };
        Assert.Equal(stranger.Launch.Pid, (await Launch(plan).EndAsync()).Stranger?.Pid);
    }

    [Fact(Timeout = TimeLimit)]
    public async Task What_listens_on_nothing_may_say_that_it_is_ready()
    {
        using var directory = new TempDirectory();
        var running = await LaunchReadyAsync(Notifying(directory, "notify", "READY=1", "never-bind") with { Endpoint = ChildEndpoint.None });
        Assert.Equal(new LaunchReady(ChildEndpoint.None, Verified: true), await running.Observer.WhenReady);
    }

    [Fact(Timeout = TimeLimit)]
    public async Task A_task_is_never_ready_and_its_end_is_told()
    {
        var running = Launch(Worker("exit", "7") with { Ready = Readiness.Exit });
        Assert.Equal(ExitStatus.Exited(7), (await running.EndAsync()).Status);
        Assert.False(running.Observer.IsReady);
    }

    private static LaunchPlan Worker(params string[] behaviour) =>
        Dummy.Plan(Dummy.FreeTcp(), behaviour) with { Endpoint = ChildEndpoint.None, Ready = Readiness.Alive, ReadyAfter = Short };
}
