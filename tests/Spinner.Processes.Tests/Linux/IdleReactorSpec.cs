using Spinner.Actors;
using Spinner.Processes.Tests.Engine;

namespace Spinner.Processes.Tests.Linux;

/// <summary>While nothing happens nothing runs: the reactor sleeps in the one call that waits.</summary>
[Collection(ThisProcess.Alone)]
public sealed class IdleReactorSpec : IDisposable
{
    private const int TimeLimit = 90_000;
    private const int Patience = 30;

    private readonly TempDirectory _directory = new();
    private readonly Refusing _system = new();
    private readonly LinuxEngine _engine;
    private readonly LinuxLauncher _launcher;

    public IdleReactorSpec()
    {
        _engine = new LinuxEngine(_system);
        _launcher = new LinuxLauncher(() => _engine);
    }

    public void Dispose()
    {
        _engine.Dispose();
        _directory.Dispose();
    }

    [Fact(Timeout = TimeLimit)]
    public async Task With_children_and_files_of_every_kind_it_is_not_woken_once_in_a_second()
    {
        using var watcher = ((IProcessLauncher)_launcher).WatchFiles(static _ => { }, TimeProvider.System, static _ => { });
        watcher.Add(_directory.Make("src/main.js"));
        var fleet = new[]
        {
            Dummy.Plan(Dummy.FreeTcp(), "bind"),
            Dummy.Plan(Dummy.FreeUnix(), "bind"),
            Dummy.Plan(Dummy.FreeTcp(), "bind") with { Ready = Readiness.Http("/") },
            Dummy.Plan(Dummy.FreeTcp(), "bind", "notify", "READY=1") with { Ready = Readiness.Notify, RunDirectory = _directory.PathOf("run") },
            // Waits to be told, and that costs nothing either.
            Dummy.Plan(Dummy.FreeTcp(), "bind") with { Ready = Readiness.Notify, RunDirectory = _directory.PathOf("run") },
        }.Select(plan => Fleet.Launch(_launcher, plan)).ToList();
        foreach (var running in fleet.SkipLast(1)) await running.Observer.WhenReady;

        await SleepsAsync();
        await EndAsync(fleet);
    }

    [Fact(Timeout = TimeLimit)]
    public async Task A_hundred_children_that_do_not_become_ready_and_were_asked_to_stop_do_not_wake_it()
    {
        var plan = Fleet.Plan("sleep", "4711");
        var fleet = Enumerable.Range(0, 100).Select(_ => Fleet.Launch(_launcher, plan)).ToList();
        // Who is asked to stop is no longer asked whether it is ready; this signal does nothing to it.
        foreach (var running in fleet) running.Launch.Terminate(new StopSignal(18, "SIGCONT"));

        await SleepsAsync();
        await EndAsync(fleet);
    }

    // On a busy machine the beginning takes longer; once it is over nothing follows.
    private async Task SleepsAsync()
    {
        using var time = new PeriodicTimer(TimeSpan.FromSeconds(1));
        var quiet = false;
        for (var second = 0; second < Patience && !quiet; second++)
        {
            var before = _system.Waits;
            await time.WaitForNextTickAsync();
            quiet = _system.Waits == before;
        }

        Assert.True(quiet, $"It was woken in each of {Patience} seconds.");
    }

    private static async Task EndAsync(IReadOnlyList<Running> fleet)
    {
        foreach (var running in fleet) running.Launch.Kill();
        foreach (var running in fleet) await running.EndAsync();
    }
}
