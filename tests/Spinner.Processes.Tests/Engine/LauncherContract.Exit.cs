using Spinner.Actors;


namespace Spinner.Processes.Tests.Engine;

public abstract partial class LauncherContract
{
    [Fact(Timeout = TimeLimit)]
    public async Task A_child_that_exits_at_once_tells_its_code_and_its_last_words()
    {
        var exit = await Launch("print-error", "first", "print-error", "boom", "exit", "3").EndAsync();
        Assert.Equal(ExitStatus.Exited(3), exit.Status);
        Assert.Equal(["first", "boom"], exit.ErrorTail);
        Assert.Null(exit.Stranger);
    }

    [Theory(Timeout = TimeLimit)]
    [InlineData(9)]
    [InlineData(15)]
    [InlineData(10)]
    public async Task A_child_that_a_signal_ends_tells_the_signal(int signal)
    {
        var exit = await Launch("print-error", "boom", "signal-self", $"{signal}").EndAsync();
        Assert.Equal(ExitStatus.Killed(signal), exit.Status);
        Assert.Equal(["boom"], exit.ErrorTail);
    }

    [Fact(Timeout = TimeLimit)]
    public async Task A_ready_child_that_crashes_tells_it()
    {
        var running = await LaunchReadyAsync("bind");
        await Dummy.EndAsync(running.Endpoint, "/exit/7");
        Assert.Equal(ExitStatus.Exited(7), (await running.EndAsync()).Status);
    }

    [Fact(Timeout = TimeLimit)]
    public async Task A_child_that_never_binds_ends_by_Kill()
    {
        var running = Launch("never-bind");
        running.Launch.Kill();
        Assert.Equal(ExitStatus.Killed(9), (await running.EndAsync()).Status);
    }

    [Fact(Timeout = TimeLimit)]
    public async Task Terminate_sends_the_signal()
    {
        var running = await LaunchReadyAsync("bind");
        running.Launch.Terminate(StopSignal.Term);
        Assert.Equal(ExitStatus.Killed(15), (await running.EndAsync()).Status);
    }

    [Fact(Timeout = TimeLimit)]
    public async Task A_child_that_stops_slowly_is_waited_for()
    {
        var running = await LaunchReadyAsync("slow-stop", "1000", "bind");
        // The first request of a busy machine's test process takes longer than the child does.
        Assert.Equal("hello, world", await Dummy.GetAsync(running.Endpoint));
        running.Launch.Terminate(StopSignal.Term);
        Assert.Equal("hello, world", await Dummy.GetAsync(running.Endpoint));
        Assert.Equal(ExitStatus.Exited(0), (await running.EndAsync()).Status);
    }

    [Fact(Timeout = TimeLimit)]
    public async Task A_child_that_ignores_SIGTERM_lives_until_Kill()
    {
        var running = await LaunchReadyAsync("ignore-sigterm", "bind");
        running.Launch.Terminate(StopSignal.Term);
        running.Launch.Terminate(StopSignal.Term);
        Assert.Equal("hello, world", await Dummy.GetAsync(running.Endpoint));
        Assert.False(running.Observer.IsExited);
        running.Launch.Kill();
        Assert.Equal(ExitStatus.Killed(9), (await running.EndAsync()).Status);
    }

    [Fact(Timeout = TimeLimit)]
    public async Task Every_member_may_be_called_after_the_end()
    {
        var running = Launch("print-error", "boom", "exit", "1");
        await running.EndAsync();
        running.Launch.Terminate(StopSignal.Term);
        running.Launch.Kill();
        running.Launch.Dispose();
        running.Launch.Dispose();
        Assert.Empty(running.Launch.LivingPids);
        Assert.Equal(["boom"], running.Launch.ErrorTail);
    }

    [Fact(Timeout = TimeLimit)]
    public async Task Dispose_kills()
    {
        var running = await LaunchReadyAsync("ignore-sigterm", "bind");
        running.Launch.Dispose();
        Assert.Equal(ExitStatus.Killed(9), (await running.EndAsync()).Status);
    }

    [Fact(Timeout = TimeLimit)]
    public async Task Dispose_right_after_the_spawn_leaves_nobody()
    {
        for (var i = 0; i < 30; i++)
        {
            var running = Launch("grandchild", "[", "never-bind", "]", "never-bind");
            running.Launch.Dispose();
            await running.EndAsync();
            Assert.Empty(ProcFacts.LivingInGroup(running.Launch.Pid));
        }
    }

    [Fact(Timeout = TimeLimit)]
    public async Task Kill_and_Terminate_race_with_the_exit()
    {
        for (var i = 0; i < 20; i++)
        {
            var running = Launch("exit", "5");
            var calls = Enumerable.Range(0, 4).Select(n => Task.Run(() =>
            {
                if (n % 2 == 0) running.Launch.Kill();
                else running.Launch.Terminate(StopSignal.Interrupt);
            }));
            await Task.WhenAll(calls);
            await running.EndAsync();
        }
    }

    [Fact(Timeout = TimeLimit)]
    public async Task Forty_launches_at_once_become_ready_and_end()
    {
        // More than are asked for one by one.
        var all = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => Task.Run(() => Launch("bind"))));
        await Task.WhenAll(all.Select(running => running.Observer.WhenReady));
        var pids = await Task.WhenAll(all.Select(running => Dummy.GetAsync(running.Endpoint, "/pid")));
        Assert.Equal(all.Select(running => $"{running.Launch.Pid}"), pids);
        foreach (var running in all) running.Launch.Terminate(StopSignal.Term);
        foreach (var running in all) Assert.Equal(ExitStatus.Killed(15), (await running.EndAsync()).Status);
    }
}
