using Spinner.Actors;
using Spinner.Actors.TestKit;
using Spinner.FrontDoor.Configuration;
using Spinner.FrontDoor.Forwarding;
using Spinner.FrontDoor.Routing;

namespace Spinner.FrontDoor.Tests.Apps;

/// <summary>Starts that need room, in virtual time.</summary>
public class CapacitySpec
{
    private const int Limit = 60_000;
    private const string Stop = "SIGTERM";

    [Fact(Timeout = Limit)]
    public async Task A_stop_that_takes_long_keeps_nobody_else_from_being_let_in()
    {
        await using var door = Door();
        var (a, b) = (await StartAsync(door, "a"), await StartAsync(door, "b"));
        var room = new Capacity(door.Spinner, door.Clock);

        var c = room.EnterAsync("c", 2, default);
        await Eventually.HoldsAsync(() => a.Signals.Contains(Stop), "the child unused longest is stopped");
        await room.EnterAsync("b", 2, default);
        room.Leave("b");
        var d = room.EnterAsync("d", 2, default);
        await Eventually.HoldsAsync(() => b.Signals.Contains(Stop), "room is made for the next though the first stop is not over");
        Assert.False(c.IsCompleted || d.IsCompleted);

        a.Exit(0);
        await c;
        Assert.False(d.IsCompleted);
        b.Exit(0);
        await d;
        room.Leave("c");
        room.Leave("d");
    }

    [Fact(Timeout = Limit)]
    public async Task Room_that_was_made_for_who_has_gone_is_anybodys()
    {
        await using var door = Door();
        var a = await StartAsync(door, "a");
        var room = new Capacity(door.Spinner, door.Clock);
        using var client = new CancellationTokenSource();

        var gone = room.EnterAsync("b", 1, client.Token);
        await Eventually.HoldsAsync(() => a.Signals.Contains(Stop), "room is made");
        await client.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gone);
        var next = room.EnterAsync("c", 1, default);
        Assert.False(next.IsCompleted);
        a.Exit(0);
        await next;
    }

    [Fact(Timeout = Limit)]
    public async Task A_use_that_ends_without_the_door_is_seen_within_a_second()
    {
        await using var door = Door();
        var a = await StartAsync(door, "a");
        var room = new Capacity(door.Spinner, door.Clock);
        var use = await door.Spinner.UseAsync("a");
        var b = room.EnterAsync("b", 1, default);
        // The manager answers in turn: what the room was told is what was so before.
        await door.Spinner.ListAsync();
        use.Dispose();

        await Eventually.HoldsAsync(() =>
        {
            door.Clock.Advance(TimeSpan.FromSeconds(1));
            return a.Signals.Contains(Stop);
        }, "it was stopped for room", TimeSpan.FromSeconds(10));
        a.Exit(0);
        await b;
    }

    [Fact(Timeout = Limit)]
    public async Task What_listens_on_nothing_takes_no_room_and_is_not_stopped_for_it()
    {
        await using var door = Door();
        await door.Spinner.StartAsync(new ChildOptions { Name = "clock", Command = "any", Kind = ChildKind.Worker });
        await door.Spinner.StartAsync(new ChildOptions { Name = "idle", Command = "any", Kind = ChildKind.Worker, IdleTime = Long });
        var room = new Capacity(door.Spinner, door.Clock);

        await room.EnterAsync("a", 1, default);

        Assert.All(door.Launcher.Launches, launch => Assert.Empty(launch.Signals));
    }

    [Fact(Timeout = Limit)]
    public async Task Who_was_one_too_many_leaves_with_a_word_too()
    {
        await using var door = Door();
        var a = await StartAsync(door, "a");
        var looks = 0;
        var room = new Capacity(Overheard.At(door.Spinner, (method, answer) =>
        {
            if (method == nameof(ISpinner.ListAsync)) Interlocked.Increment(ref looks);
            return answer;
        }), door.Clock);
        var route = new Route(new FrontDoorOptions { Defaults = new() { MaxConcurrency = 1 } }.Filled().Defaults, new App("a"));
        var settings = new UpstreamSettings(1024, door.Clock);
        var (inside, crowded) = (new ForwardingContext(door.Spinner, room, door.Clock), new ForwardingContext(door.Spinner, room, door.Clock));
        inside.Begin(route, settings);
        crowded.Begin(route, settings);
        Assert.Equal((true, false, true), (inside.TryEnter(), crowded.TryEnter(), crowded.IsCrowded));
        var b = room.EnterAsync("b", 1, default);
        await Eventually.HoldsAsync(() => Volatile.Read(ref looks) == 1, "it has looked");
        inside.Leave();
        await Eventually.HoldsAsync(() => Volatile.Read(ref looks) == 2, "it has looked again");
        // The manager answers in turn: what the room was told is what was so before.
        await door.Spinner.ListAsync();

        crowded.Leave();

        // Nobody advances the clock.
        await Eventually.HoldsAsync(() => a.Signals.Contains(Stop), "it was stopped for room");
        a.Exit(0);
        await b;
    }

    // Longer than any of these tests advances.
    private static readonly TimeSpan Long = TimeSpan.FromDays(20);

    private static async Task<FakeLaunch> StartAsync(VirtualDoor door, string name)
    {
        await door.Spinner.StartAsync(new ChildOptions { Name = name, Command = "any", IdleTime = Long, StopTimeout = Long });
        door.Clock.Advance(TimeSpan.FromMilliseconds(1));
        return door.Launcher.LaunchesOf(name)[^1];
    }

    private static VirtualDoor Door() => new(new FakeLauncher(l => l.BecomeReady()));
}
