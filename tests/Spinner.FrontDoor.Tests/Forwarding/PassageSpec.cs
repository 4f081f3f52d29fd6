using Microsoft.Extensions.Logging.Abstractions;
using Spinner.Actors;
using Spinner.Actors.TestKit;
using Spinner.FrontDoor.ColdStarts;
using Spinner.FrontDoor.Configuration;
using Spinner.FrontDoor.Forwarding;
using Spinner.FrontDoor.Routing;

namespace Spinner.FrontDoor.Tests.Forwarding;

/// <summary>The way of a warm request as far as it is ours.</summary>
public class PassageSpec
{
    private static readonly UpstreamSettings Settings = new(64 * 1024, TimeProvider.System);

    [Fact]
    public async Task A_warm_request_allocates_nothing_and_sends_no_message()
    {
        await using var door = new VirtualDoor(FakeLauncher.Obedient());
        await door.Spinner.StartAsync("web");
        var apps = new AppDirectory();
        var table = new RoutingTable(new FrontDoorOptions().Filled(), apps.Of);
        table.AddChild(apps.Of("web"));
        var pool = PassagePool.Create(door.Spinner, new Room(door.Spinner), TimeProvider.System);
        Pass();

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++) Pass();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(0, (await door.Spinner.GetAsync("web"))!.AliveBecause!.Uses);

        void Pass()
        {
            var route = table.FindByChild(table.ChildOf(HostPart.Of("web.localhost:8080")));
            var passage = pool.Get();
            passage.Begin(route!, Settings, trusted: false);
            if (!passage.TryEnter()) throw new InvalidOperationException("It is warm.");
            pool.Return(passage);
        }
    }

    [Fact]
    public async Task The_whole_way_of_a_warm_request_allocates_nothing_but_the_task_the_server_waits_for()
    {
        await using var spinner = new VirtualDoor(FakeLauncher.Obedient());
        await spinner.Spinner.StartAsync("web");
        var (forwarder, clock) = (new FakeForwarder(), TimeProvider.System);
        var options = new FrontDoorOptions().Filled();
        var room = new Room(spinner.Spinner);
        var passages = PassagePool.Create(spinner.Spinner, room, clock);
        var courier = new Courier(spinner.Spinner, passages, new ColdStart(spinner.Spinner, room, clock), forwarder, NullLogger.Instance);
        var route = new Route(options.Defaults, new App("web"));
        var context = VirtualDoor.Request();
        for (var i = 0; i < 100; i++) Pass();

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++) Pass();

        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / 1000.0, 1, ServersTask);
        Assert.Equal(1100, forwarder.Sent);
        Assert.Equal(0, (await spinner.Spinner.GetAsync("web"))!.AliveBecause!.Uses);

        void Pass()
        {
            var task = courier.RunAsync(context, route, options, Settings);
            forwarder.Answer();
            if (!task.IsCompletedSuccessfully) throw new InvalidOperationException("The answer came on this thread, and so does the end.");
        }
    }

    [Fact]
    public async Task Each_launch_has_its_own_connections_and_who_is_on_the_way_finishes_there()
    {
        await using var door = new VirtualDoor(FakeLauncher.Obedient());
        var app = new App("web");
        using var first = await door.Spinner.UseAsync("web");
        var old = app.UpstreamOf(first.Endpoint, first.Launch, Settings);
        await door.Spinner.RestartAsync("web");
        using var second = await door.Spinner.UseAsync("web");
        var now = app.UpstreamOf(second.Endpoint, second.Launch, Settings);

        Assert.NotSame(old, now);
        Assert.False(old.TryEnter());
        Assert.True(old.Ended.IsCompleted);
        Assert.False(IsDisposed(old));
        old.Leave();
        Assert.True(IsDisposed(old));

        app.Retire(second.Launch - 1);
        Assert.False(now.Ended.IsCompleted);
        app.Retire(second.Launch);
        Assert.False(IsDisposed(now));
        now.Leave();
        Assert.True(IsDisposed(now));
    }

    // One async method that waits: 352 bytes as these tests are built. Another would not fit.
    private const double ServersTask = 400;

    private static bool IsDisposed(Upstream upstream)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "http://nobody/");
        // Cancelled before it connects: the only question is whether the handler still takes requests.
        var sent = Record.Exception(() => upstream.Invoker.SendAsync(request, new CancellationToken(canceled: true)).GetAwaiter().GetResult());
        return sent is ObjectDisposedException;
    }
}
