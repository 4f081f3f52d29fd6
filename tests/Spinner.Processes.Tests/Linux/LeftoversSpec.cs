using Spinner.Actors;
using Spinner.Processes.Tests.Engine;

namespace Spinner.Processes.Tests.Linux;

/// <summary>What a launch must not leave behind: watches, descriptors, a reader that never ends.</summary>
[Collection(ThisProcess.Alone)]
public sealed class LeftoversSpec : IDisposable
{
    private const int TimeLimit = 90_000;

    private readonly TempDirectory _directory = new();
    private readonly Refusing _system = new();
    private readonly LinuxEngine _engine;

    public LeftoversSpec() => _engine = new LinuxEngine(_system);

    public void Dispose()
    {
        _engine.Dispose();
        _directory.Dispose();
    }

    [Fact(Timeout = TimeLimit)]
    public async Task One_that_is_stopped_before_it_binds_leaves_no_watch_of_its_directory()
    {
        var running = Launch(Fleet.Plan("sleep", "4711") with { Endpoint = new UnixEndpoint(_directory.PathOf("a.sock")) });
        await Eventually.HoldsAsync(() => _system.Watches == 1, "the directory is watched");
        running.Launch.Kill();
        await running.EndAsync();
        await Eventually.HoldsAsync(() => _system.Watches == 0, "it is watched no more");
    }

    [Fact(Timeout = TimeLimit)]
    public async Task A_pipe_that_never_runs_dry_is_left_when_the_group_is_gone()
    {
        // As a daemon outside the group would keep it that writes faster than we read.
        _system.IsEndless = true;
        var running = Launch(Fleet.Plan("true"));
        await running.EndAsync();
        _system.IsEndless = false;
        Assert.Equal(ExitStatus.Exited(0), (await Launch(Fleet.Plan("true")).EndAsync()).Status);
    }

    [Fact(Timeout = TimeLimit)]
    public async Task A_stream_that_takes_nothing_costs_no_descriptors()
    {
        using var stuck = new GatedStream();
        await Launch(Fleet.Plan("true")).EndAsync();
        var before = Fleet.Descriptors();
        for (var i = 0; i < 30; i++)
            await Launch(Fleet.Plan("sh", "-c", "echo one; echo two; sleep 0.01; echo three") with { Stdout = OutputTarget.Stream(stuck) }).EndAsync();
        await Eventually.HoldsAsync(() => Fleet.Descriptors() < before + 15, "the pipes are closed");
        stuck.Open();
        await Eventually.HoldsAsync(() => stuck.Text.Split("three").Length == 31, "nothing is lost");
    }

    private Running Launch(LaunchPlan plan) => Fleet.Launch(new LinuxLauncher(() => _engine), plan);
}
