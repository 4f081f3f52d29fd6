using Akka.Actor;
using Microsoft.Extensions.Time.Testing;
using Spinner.Actors.TestKit;

namespace Spinner.Actors.Tests.Facade;

/// <summary>Stops that only a child obeys which nobody uses.</summary>
public sealed class StopIfIdleSpec : Akka.TestKit.Xunit2.TestKit, IAsyncLifetime
{
    private readonly FakeTimeProvider _clock = new();
    private readonly ISpinner _spinner;
    private FakeLauncher _launcher = FakeLauncher.Obedient();
    private int _metWhileHeld;

    public StopIfIdleSpec() : base(VirtualTime.Config, "unused") =>
        _spinner = Sys.CreateSpinner(VirtualTime.Options(_clock, _launcher) with { Children = [Web, Web with { Name = "kept", Keep = true }] });

    private static ChildOptions Web { get; } = new() { Name = "web", Command = "any" };

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _spinner.DisposeAsync();

    [Fact]
    public async Task A_child_that_is_used_held_or_kept_stays_and_an_unused_one_goes()
    {
        Assert.Equal(new StopSucceeded("web", WasRunning: false), await StopAsync("web"));
        using (await _spinner.UseAsync("web"))
        {
            Assert.Equal(new ChildInUse("web"), await StopAsync("web"));
        }

        await using (await _spinner.LeaseAsync(Web))
        {
            Assert.Equal(new ChildInUse("web"), await StopAsync("web"));
        }

        Assert.Equal(new StopSucceeded("web", WasRunning: true), await StopAsync("web"));

        await _spinner.StartAsync("kept");
        Assert.Equal(new ChildInUse("kept"), await StopAsync("kept"));
        Assert.Equal(new NoSuchChild("nobody") { Detail = "no child 'nobody'; declared: kept, web" }, await StopAsync("nobody"));
        Assert.Equal(2, _launcher.Launches.Count);
    }

    [Fact]
    public async Task A_child_on_its_way_to_being_started_stays()
    {
        _launcher = new FakeLauncher(l => l.OnTerminate = t => t.Exit(0));
        await using var spinner = Sys.CreateSpinner(VirtualTime.Options(_clock, _launcher) with { Children = [Web] }, "other");
        var start = spinner.StartAsync("web");
        Assert.Equal(new ChildInUse("web"), await AskAsync(spinner, "web"));
        await Eventually.HoldsAsync(() => _launcher.Launches.Count == 1, "it was launched");
        _launcher.Last.BecomeReady();
        await start;
        Assert.Equal(new StopSucceeded("web", WasRunning: true), await AskAsync(spinner, "web"));
    }

    [Fact]
    public async Task No_use_ever_meets_such_a_stop()
    {
        for (var round = 0; round < 2000; round++)
        {
            var users = Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(UseAsync)));
            await StopAsync("web");
            await users;
            // Now nobody uses it, so it goes.
            if (round % 4 == 0) Assert.IsType<StopSucceeded>(await StopAsync("web"));
        }

        Assert.Equal(0, _metWhileHeld);
    }

    private async Task UseAsync()
    {
        using (await _spinner.UseAsync("web", CancellationToken.None))
        {
            if ((await _spinner.GetAsync("web", CancellationToken.None))!.State != ChildState.Started) Interlocked.Increment(ref _metWhileHeld);
        }
    }

    private Task<IStopReply> StopAsync(string name) => AskAsync(_spinner, name);

    private static Task<IStopReply> AskAsync(ISpinner spinner, string name) =>
        spinner.Manager.Ask<IStopReply>(new StopChild(name) { OnlyIfIdle = true }, TimeSpan.FromSeconds(30));
}
