using Spinner.Actors;
using Spinner.Processes.Tests.Engine;

namespace Spinner.Processes.Tests.Linux;

/// <summary>A sandbox that refuses system calls, from the start or later: there is a way round each, and no thread ends by it.</summary>
[Collection(ThisProcess.Alone)]
public sealed class SandboxSpec : IDisposable
{
    private const int TimeLimit = 90_000;
    private const int Eperm = 1;

    private readonly Refusing _system = new();
    private readonly Lazy<LinuxEngine> _engine;

    public SandboxSpec() => _engine = new Lazy<LinuxEngine>(() => new LinuxEngine(_system));

    public void Dispose()
    {
        if (_engine.IsValueCreated) _engine.Value.Dispose();
    }

    [Theory(Timeout = TimeLimit)]
    [InlineData(Eperm)]
    [InlineData(13)]
    [InlineData(Refusing.Enosys)]
    public async Task Without_epoll_pwait2_it_waits_in_whole_milliseconds(int error)
    {
        var asked = 0;
        _system.OnPrecise = () =>
        {
            Interlocked.Increment(ref asked);
            return error;
        };
        var running = Launch(Dummy.Plan(Dummy.FreeTcp(), "bind-after", "50"));
        await running.Observer.WhenReady;
        running.Launch.Kill();
        await running.EndAsync();
        Assert.Equal(1, asked);
    }

    [Theory]
    [InlineData("pidfd_open")]
    [InlineData("waitid")]
    [InlineData("epoll_create")]
    [InlineData("epoll_ctl")]
    [InlineData("epoll_wait")]
    [InlineData("eventfd")]
    public void What_has_no_substitute_is_found_missing(string call)
    {
        Assert.Null(LinuxSupport.Missing(_system));
        var before = Fleet.Descriptors();
        _system.OnPidfdOpen = () => call == "pidfd_open" ? Eperm : 0;
        _system.OnWait = () => call == "waitid" ? Eperm : 0;
        _system.OnEpollCreate = () => call == "epoll_create" ? Eperm : 0;
        _system.OnWatch = _ => call == "epoll_ctl" ? Eperm : 0;
        _system.OnEpollWait = () => call == "epoll_wait" ? Eperm : 0;
        _system.OnEventDescriptor = () => call == "eventfd" ? Eperm : 0;
        Assert.Contains("refused: Operation not permitted", LinuxSupport.Missing(_system), StringComparison.Ordinal);
        Assert.InRange(Fleet.Descriptors(), 0, before + 20);
    }

    [Fact(Timeout = TimeLimit)]
    public async Task An_engine_that_can_wait_no_more_ends_its_launches_and_tells_them()
    {
        var running = Launch(Dummy.Plan(Dummy.FreeTcp(), "bind"));
        await running.Observer.WhenReady;
        _system.OnEpollWait = () => Eperm;
        // Something must happen for it to notice.
        _engine.Value.Reactor.Post(static () => { });
        Assert.Equal(ExitStatus.Killed(9), (await running.EndAsync()).Status);
        Assert.True(_engine.Value.Reactor.IsBroken);
        Assert.Empty(running.Launch.LivingPids);
    }

    [Fact(Timeout = TimeLimit)]
    public async Task What_throws_on_the_reactor_ends_its_launch_and_no_other()
    {
        var (good, bad) = (Launch(Dummy.Plan(Dummy.FreeTcp(), "bind")), new RecordingObserver());
        await good.Observer.WhenReady;
        var (notes, leader) = (new System.Collections.Concurrent.ConcurrentQueue<OutputBatch>(), 0);
        using var launch = Launcher.Launch(Dummy.Plan(Dummy.FreeTcp(), "bind") with { Log = notes.Enqueue }, bad);
        leader = launch.Pid;
        await bad.WhenReady;
        var thrown = 0;
        _system.OnWait = () => Interlocked.Exchange(ref thrown, 1) == 0 ? throw new InvalidOperationException("bug") : 0;
        ProcFacts.Signal(leader, 15);
        Assert.NotEqual(ExitStatus.Unknown, (await bad.WhenExited).Status);
        await Eventually.HoldsAsync(() => !notes.IsEmpty, "it is logged");
        Assert.Contains("cannot be looked after", Assert.Single(notes).Text, StringComparison.Ordinal);
        Assert.True(good.Launch.IsListening());
        good.Launch.Kill();
        await good.EndAsync();
    }

    private LinuxLauncher Launcher => new(() => _engine.Value);

    private Running Launch(LaunchPlan plan) => Fleet.Launch(Launcher, plan);
}
