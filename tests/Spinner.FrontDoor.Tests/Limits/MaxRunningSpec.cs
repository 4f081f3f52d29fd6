using Spinner.Actors;
using Spinner.Actors.TestKit;
using Spinner.FrontDoor.Configuration;
using Spinner.FrontDoor.Forwarding;
using Spinner.FrontDoor.Routing;

namespace Spinner.FrontDoor.Tests.Limits;

/// <summary>Starts that need room, in virtual time: who makes way, and when that is seen.</summary>
public class MaxRunningSpec
{
    private const int Limit = 60_000;
    private const string Stop = "SIGTERM";

    [Fact(Timeout = Limit)]
    public async Task A_stop_that_takes_long_keeps_nobody_else_from_being_let_in()
    {
        await using var door = Door(2);
        var (a, b) = (await StartAsync(door, "a"), await StartAsync(door, "b"));

        var c = BeginAsync(door, "c");
        await Eventually.HoldsAsync(() => a.Signals.Contains(Stop), "the child unused longest is stopped");
        await door.Spinner.StartAsync("b");
        var d = BeginAsync(door, "d");
        await Eventually.HoldsAsync(() => b.Signals.Contains(Stop), "room is made for the next though the first stop is not over");
        Assert.False(c.IsCompleted || d.IsCompleted);

        a.Exit(0);
        await c;
        Assert.False(d.IsCompleted);
        b.Exit(0);
        await d;
    }

    [Fact(Timeout = Limit)]
    public async Task Room_that_was_made_for_who_has_gone_is_anybodys()
    {
        await using var door = Door(1);
        var a = await StartAsync(door, "a");
        using var client = new CancellationTokenSource();

        var gone = BeginAsync(door, "b", client.Token);
        await Eventually.HoldsAsync(() => a.Signals.Contains(Stop), "room is made");
        await client.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gone);
        var next = BeginAsync(door, "c");
        // The manager answers in turn.
        Assert.Equal(ChildState.Stopped, (await door.Spinner.GetAsync("b"))!.State);
        Assert.False(next.IsCompleted);
        a.Exit(0);
        await next;
        Assert.Empty(door.Launcher.LaunchesOf("b"));
    }

    [Fact(Timeout = Limit)]
    public async Task A_use_that_ends_without_the_door_is_seen_at_once()
    {
        await using var door = Door(1);
        var a = await StartAsync(door, "a");
        var use = await door.Spinner.UseAsync("a");
        var b = BeginAsync(door, "b");
        Assert.Equal("room: 1 of 1 run, a", await WaitsForAsync(door, "b"));
        Assert.Empty(a.Signals);
        use.Dispose();

        // Nobody advances the clock.
        await Eventually.HoldsAsync(() => a.Signals.Contains(Stop), "it was stopped for room");
        a.Exit(0);
        await b;
    }

    [Fact(Timeout = Limit)]
    public async Task What_listens_on_nothing_takes_no_room_and_is_not_stopped_for_it()
    {
        await using var door = Door(1);
        await door.Spinner.StartAsync(new ChildOptions { Name = "clock", Command = "any", Kind = ChildKind.Worker });
        await door.Spinner.StartAsync(new ChildOptions { Name = "idle", Command = "any", Kind = ChildKind.Worker, IdleTime = Long });

        await BeginAsync(door, "a");

        Assert.All(door.Launcher.Launches, launch => Assert.Empty(launch.Signals));
    }

    [Fact(Timeout = Limit)]
    public async Task Who_was_one_too_many_leaves_with_a_word_too()
    {
        await using var door = Door(1);
        var a = await StartAsync(door, "a");
        var route = new Route(new FrontDoorOptions { Defaults = new() { MaxConcurrency = 1 } }.Filled().Defaults, new App("a"));
        var settings = new UpstreamSettings(1024, door.Clock);
        var (inside, crowded) = (new ForwardingContext(door.Spinner, door.Clock), new ForwardingContext(door.Spinner, door.Clock));
        inside.Begin(route, settings);
        crowded.Begin(route, settings);
        Assert.Equal((true, false, true), (inside.TryEnter(), crowded.TryEnter(), crowded.IsCrowded));
        var b = BeginAsync(door, "b");
        await WaitsForAsync(door, "b");
        inside.Leave();
        await door.Spinner.ListAsync();
        Assert.Empty(a.Signals);

        crowded.Leave();

        // Nobody advances the clock.
        await Eventually.HoldsAsync(() => a.Signals.Contains(Stop), "it was stopped for room");
        a.Exit(0);
        await b;
    }

    // Longer than any of these tests advances.
    private static readonly TimeSpan Long = TimeSpan.FromDays(20);

    private static Task<ChildReady> BeginAsync(VirtualDoor door, string name, CancellationToken cancellationToken = default) =>
        door.Spinner.StartAsync(new ChildOptions { Name = name, Command = "any", IdleTime = Long, StopTimeout = Long }, cancellationToken);

    private static async Task<string> WaitsForAsync(VirtualDoor door, string name)
    {
        while (true)
        {
            if ((await door.Spinner.GetAsync(name))?.WaitsFor is { } awaited) return awaited;
            await Task.Yield();
        }
    }

    private static async Task<FakeLaunch> StartAsync(VirtualDoor door, string name)
    {
        await BeginAsync(door, name);
        door.Clock.Advance(TimeSpan.FromMilliseconds(1));
        return door.Launcher.LaunchesOf(name)[^1];
    }

    private static VirtualDoor Door(int maxRunning) => new(new FakeLauncher(l => l.BecomeReady()), maxRunning: maxRunning);
}
